/** Signals that ask a program to end: Ctrl+C, a service manager's stop, and a terminal that has been closed. */
export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
