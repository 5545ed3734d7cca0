import type { LogEntry, SweepSummary } from '#contract/sweep';
import type { LeasedBatch } from './workspace';

/** `112 runs are to be done, by 2 workers side by side on cpu.` */
export function describeBeginning(runs: number, workers: number, backend: string): string {
  const by = workers === 1 ? 'one worker' : `${String(workers)} workers side by side`;
  return `${counted(runs, 'run is', 'runs are')} to be done, by ${by} on ${backend}.`;
}

/** A batch by its curve, sizes and runs, and what became of it: `so2, n 16–64, 24 runs: begun`; from the second attempt on, which one it is. */
export function describeBatch({ curve, runs, attempts }: LeasedBatch, what: string): string {
  const sizes = runs.map(({ n }) => n);
  const [from, to] = [Math.min(...sizes), Math.max(...sizes)];
  const range = from === to ? String(from) : `${String(from)}–${String(to)}`;
  const attempt = attempts > 1 ? `, attempt ${String(attempts)}` : '';
  return `${curve.label}, n ${range}, ${counted(runs.length, 'run', 'runs')}${attempt}: ${what}`;
}

/** What the log says of a batch that has come to its end. */
export function describeOutcome(
  batch: LeasedBatch,
  failures: readonly string[],
  seconds: number,
): [LogEntry['level'], string] {
  const took = `${seconds.toFixed(1)} s`;
  if (failures.length === 0) return ['info', describeBatch(batch, `finished in ${took}`)];
  const reasons = [...new Set(failures)].join(' ');
  const [failed, all] = [failures.length, batch.runs.length].map(String);
  return ['error', describeBatch(batch, `ended after ${took}, ${failed ?? ''} of ${all ?? ''} failed. ${reasons}`)];
}

/** How a sweep stands when the work on it has ended. */
export function describeEnd(
  { state, finished, runs, failed }: Pick<SweepSummary, 'state' | 'finished' | 'runs' | 'failed'>,
  seconds: number,
): string {
  const ended = { ...names, queued: 'Stopped', running: 'Left to another Gapscope' }[state];
  const failures = failed > 0 ? `, ${String(failed)} failed` : '';
  return `${ended} after ${seconds.toFixed(1)} s: ${String(finished)} of ${String(runs)} runs${failures}.`;
}

const names = {
  finished: 'Finished',
  failed: 'Ended',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  paused: 'Paused',
} as const;

function counted(count: number, one: string, more: string): string {
  return `${String(count)} ${count === 1 ? one : more}`;
}
