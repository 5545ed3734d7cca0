import type { EventOf } from './events';
import type { SweepSummary } from './sweep';

/** A sweep that is being run. */
export interface TrainingSweep {
  readonly summary: SweepSummary;
  /** What its running batches have done so far, in runs. */
  readonly underWay: number;
  /** Seconds, once it can be told. */
  readonly remaining: number | null;
}

export type TrainingSweeps = ReadonlyMap<string, TrainingSweep>;

/** Whether a sweep in this state is being run. */
export function isTraining(state: SweepSummary['state']): boolean {
  return state === 'running' || state === 'queued';
}

/** The sweeps that are being run, after one of them has changed. */
export function afterChange(sweeps: TrainingSweeps, changed: EventOf<'sweep.changed'>): TrainingSweeps {
  const { remaining, ...summary } = changed;
  const next = new Map(sweeps);
  if (isTraining(summary.state))
    next.set(summary.id, { summary, remaining, underWay: sweeps.get(summary.id)?.underWay ?? 0 });
  else next.delete(summary.id);
  return next;
}

/** The same after its batches have come further; a sweep that is not known is left out. */
export function afterProgress(sweeps: TrainingSweeps, progress: EventOf<'batch.progress'>): TrainingSweeps {
  const { sweepId, done, remaining } = progress;
  const known = sweeps.get(sweepId);
  if (known === undefined) return sweeps;
  return new Map(sweeps).set(sweepId, { ...known, underWay: done, remaining: remaining ?? known.remaining });
}

/** How much of all their runs is done, from 0 to 1; null where nothing runs. */
export function shareDone(sweeps: TrainingSweeps): number | null {
  const all = [...sweeps.values()];
  const runs = all.reduce((sum, { summary }) => sum + summary.runs, 0);
  if (runs === 0) return null;
  const done = all.reduce((sum, { summary, underWay }) => sum + summary.finished + summary.failed + underWay, 0);
  return Math.min(1, done / runs);
}
