import type { NamedTrainer, PlannedCurve, SweepSettings } from './plan';

/** Distances measured in a batch, at most: about a second's work, so that progress is seen and little is lost when a worker dies. */
const batchCost = 3e7;
const batchRuns = 64;
/** Networks trained together, at most, where it is not known how many are best. */
const batchReplicas = 8;

/** What the division of runs into batches depends on. */
export interface Division extends Pick<SweepSettings, 'testPoints' | 'samples'> {
  /** Networks trained together, at most; so few that several workers share a curve where it is left out. */
  readonly together?: number;
}

/** Runs that are trained together: same curve, neighbouring n. */
export interface Batch<Run> {
  readonly curve: number;
  readonly runs: readonly Run[];
}

/** The batches of runs of several curves, curve by curve. */
export function batchesOf<Run extends { readonly n: number; readonly curve: number }>(
  curves: readonly (Pick<PlannedCurve, 'index'> & { readonly trainer: Pick<NamedTrainer, 'replicas'> })[],
  runs: readonly Run[],
  division: Division,
): readonly Batch<Run>[] {
  return curves.flatMap(({ index, trainer }) =>
    batchRunsOf(
      runs.filter(({ curve }) => curve === index),
      trainer,
      division,
    ).map((own) => ({ curve: index, runs: own })),
  );
}

/**
 * Divides runs of one curve, in the order of their n, into those that are trained together: up to `batchCost` distances or `batchRuns` runs; networks, whose cost is
 * their training, as evenly as the largest number allows.
 */
export function batchRunsOf<Run extends { readonly n: number }>(
  runs: readonly Run[],
  { replicas }: Pick<NamedTrainer, 'replicas'>,
  { testPoints, samples, together = batchReplicas }: Division,
): readonly (readonly Run[])[] {
  if (replicas) {
    const count = Math.ceil(runs.length / together);
    const start = (batch: number): number => Math.round((batch * runs.length) / count);
    return Array.from({ length: count }, (_, batch) => runs.slice(start(batch), start(batch + 1)));
  }
  const batches: Run[][] = [];
  let cost = 0;
  for (const run of runs) {
    const open = batches.at(-1);
    const added = run.n * (testPoints + samples);
    if (open === undefined || cost + added > batchCost || open.length >= batchRuns) {
      batches.push([run]);
      cost = added;
    } else {
      open.push(run);
      cost += added;
    }
  }
  return batches;
}
