import type { RunSummary } from '#contract/sweep';
import { replicateCorrelation } from '#core/fitting/replicate-correlation';

/** A curve with what its training sets depend on. */
export interface DrawnCurve {
  readonly sweep: string;
  readonly label: string;
  readonly task: string;
  readonly seed: number;
}

/** Whether replicates of two curves of one number and n see the same points: equal tasks and seeds do, whatever the group or the algorithm. */
export function shareDraws(a: DrawnCurve, b: DrawnCurve): boolean {
  return a.task === b.task && a.seed === b.seed;
}

/** The correlation of the errors of two curves whose replicates share their training sets; 0 where they do not. */
export function sharedCorrelation(
  a: DrawnCurve,
  b: DrawnCurve,
  runsOf: (sweep: string) => readonly RunSummary[],
): number {
  if (!shareDraws(a, b)) return 0;
  const [first, second] = [gapsOf(runsOf(a.sweep), a.label), gapsOf(runsOf(b.sweep), b.label)];
  return replicateCorrelation(
    [...first].map(([n, replicates]) => {
      const paired = [...replicates].flatMap(([replicate, gap]) => {
        const other = second.get(n)?.get(replicate);
        return other === undefined ? [] : [[gap, other] as const];
      });
      return { first: paired.map(([gap]) => gap), second: paired.map(([, other]) => other) };
    }),
  );
}

/** The gaps of a curve's finished runs by n and replicate. */
function gapsOf(runs: readonly RunSummary[], label: string): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const found = new Map<number, Map<number, number>>();
  for (const { curve, n, replicate, state, gap } of runs) {
    if (curve !== label || state !== 'finished' || gap === null) continue;
    const ofSize = found.get(n) ?? new Map<number, number>();
    found.set(n, ofSize.set(replicate, gap));
  }
  return found;
}
