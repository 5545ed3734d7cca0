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

export interface SweepPlan {
  readonly task: NamedExtension;
  readonly backend: string;
  readonly sizes: readonly number[];
  readonly curves: readonly PlannedCurve[];
  readonly runs: readonly PlannedRun[];
}

/** Changes when the meaning of a run's settings changes, so that old results are not taken for new ones. */
const planVersion = 3;

/**
 * The plan of a sweep: its curves (group × trainer) and their runs (n × replicate).
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
  return { task, backend, sizes, curves: labelled, runs };
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

/** Without those that mean the same as an earlier one. */
function distinct<Extension extends NamedExtension>(extensions: readonly Extension[]): readonly Extension[] {
  return [
    ...new Map(extensions.toReversed().map((extension) => [extension.canonical, extension])).values(),
  ].toReversed();
}
