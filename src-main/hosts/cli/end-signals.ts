/** Signals that ask a program to end: Ctrl+C, a service manager's stop, and a terminal that has been closed. */
export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds within which a repeated signal is the same one, passed on by another program: npm sends Ctrl+C twice. */
export const sameSignal = 500;
