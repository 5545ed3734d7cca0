import type { RunState } from '#contract/sweep';

/** States as people read them. */
export const stateNames: Readonly<Record<RunState, string>> = {
  queued: 'waiting',
  running: 'running',
  finished: 'finished',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
};
