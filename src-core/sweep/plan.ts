import { contentHash, type Hashable } from './hash';
import { listSizes, type Sizes } from './sizes';

/** What a sweep's plan depends on. */
export interface SweepSettings {
  readonly task: string;
  readonly groups: readonly string[];
  readonly trainers: readonly string[];
  readonly sizes: Sizes;
  readonly replicates: number;
  readonly testPoints: number;
  readonly samples: number;
  readonly seed: number;
  readonly backend: string;
}

/** How an extension is named in a plan: as text for people, and in full for hashes and random numbers. */
export interface NamedExtension {
  /** As the user wrote it, keys in order. */
  readonly reference: string;
  /** Id and every parameter, defaults too: equal settings have equal text. */
  readonly canonical: string;
}

export interface NamedTrainer extends NamedExtension {
  /** Whether it trains networks, the runs of a batch as replicas of one tensor program. */
  readonly replicas: boolean;
}

/** Finds what a reference names, and throws an ExpectedError where it names nothing. */
export interface Names {
  task(reference: string): NamedExtension;
  group(reference: string): NamedExtension;
  trainer(reference: string): NamedTrainer;
}

/** A combination of everything but n and replicate. */
export interface PlannedCurve {
  readonly index: number;
  readonly label: string;
  readonly group: NamedExtension;
  readonly trainer: NamedTrainer;
}

export interface PlannedRun {
  /** Content hash of everything that determines the run. */
  readonly hash: string;
  /** Index of its curve. */
  readonly curve: number;
  readonly n: number;
  readonly replicate: number;
}

/** Runs that are trained together: same curve, neighbouring n. */
export interface PlannedBatch {
  readonly curve: number;
  readonly runs: readonly PlannedRun[];
}

export interface SweepPlan {
  readonly task: NamedExtension;
  readonly backend: string;
  readonly sizes: readonly number[];
  readonly curves: readonly PlannedCurve[];
  readonly batches: readonly PlannedBatch[];
  readonly runs: readonly PlannedRun[];
}

/** Changes when the meaning of a run's settings changes, so that old results are not taken for new ones. */
const planVersion = 3;
/** Distances measured in a batch, at most: about a second's work, so that progress is seen and little is lost when a worker dies. */
const batchCost = 3e7;
const batchRuns = 64;
/** Networks trained together, at most, where it is not known how many are best. */
const batchReplicas = 8;

/**
 * The plan of a sweep: its curves (group × trainer), their runs (n × replicate) and the batches in which they are trained.
 * Deterministic: equal settings give an equal plan.
 */
export function planSweep(settings: SweepSettings, names: Names): SweepPlan {
  const task = names.task(settings.task);
  const sizes = listSizes(settings.sizes);
  const groups = distinct(settings.groups.map((group) => names.group(group)));
  const trainers = distinct(settings.trainers.map((trainer) => names.trainer(trainer)));
  const curves = trainers.flatMap((trainer) => groups.map((group) => ({ trainer, group })));
  const labelled = curves.map(({ trainer, group }, index): PlannedCurve => {
    const label = trainers.length > 1 ? `${group.reference}, ${trainer.reference}` : group.reference;
    return { index, label, group, trainer };
  });
  const runs = labelled.flatMap((curve) => runsOf(curve, task, sizes, settings));
  const { backend } = settings;
  return { task, backend, sizes, curves: labelled, batches: batchesOf(labelled, runs, settings), runs };
}

/** What the division of runs into batches depends on. */
interface Division extends Pick<SweepSettings, 'testPoints' | 'samples'> {
  /** Networks trained together, at most; so few that several workers share a curve where it is left out. */
  readonly together?: number;
}

/** The batches of runs of several curves, curve by curve. */
export function batchesOf<Run extends { readonly n: number; readonly curve: number }>(
  curves: readonly Pick<PlannedCurve, 'index' | 'trainer'>[],
  runs: readonly Run[],
  division: Division,
): readonly { readonly curve: number; readonly runs: readonly Run[] }[] {
  return curves.flatMap(({ index, trainer }) =>
    batchRunsOf(
      runs.filter(({ curve }) => curve === index),
      trainer,
      division,
    ).map((own) => ({ curve: index, runs: own })),
  );
}

function runsOf(
  curve: PlannedCurve,
  task: NamedExtension,
  sizes: readonly number[],
  settings: SweepSettings,
): readonly PlannedRun[] {
  const { replicates, testPoints, samples, seed, backend } = settings;
  return sizes.flatMap((n) =>
    Array.from({ length: replicates }, (_, replicate): PlannedRun => {
      const content: Hashable = {
        version: planVersion,
        task: task.canonical,
        group: curve.group.canonical,
        trainer: curve.trainer.canonical,
        ...{ n, replicate, testPoints, samples, seed, backend },
      };
      return { hash: contentHash(content), curve: curve.index, n, replicate };
    }),
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

/** Without those that mean the same as an earlier one. */
function distinct<Extension extends NamedExtension>(extensions: readonly Extension[]): readonly Extension[] {
  return [
    ...new Map(extensions.toReversed().map((extension) => [extension.canonical, extension])).values(),
  ].toReversed();
}
