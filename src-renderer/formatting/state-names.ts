import type { SweepState } from '#contract/sweep';

/** States as people read them. */
export const stateNames: Readonly<Record<SweepState, string>> = {
  queued: 'waiting',
  running: 'running',
  finished: 'finished',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
  paused: 'paused',
};
