import type { Group } from '../../groups/define-group';
import { rowsOf, type Points } from '../../mathematics/points';
import type { Network } from '../../networks/define-network';
import { trainReplicas, type TrainedReplicas } from '../../networks/train-replicas';
import type { Work } from '../../work';
import { finenessOf, meanSpacing, momentsOfOrbits } from '../data-scale';
import type { TrainingOutcome, TrainingRun } from '../define-trainer';
import { inGroups, inParts } from '../in-groups';
import { mostTogether, networkOf, trainingSize, type NetworkSettings, type TrainingSize } from '../network-parameters';
import { noiseRange } from '../noise-range';
import { optimisationOf } from '../optimisation-parameters';
import { outcomeOfSamples } from '../outcome-of-samples';
import { sampleCount } from '../sample-count';
import { startingNoise } from '../starting-noise';
import { createDenoiser } from './denoiser';
import { denoisingLoss, type NoiseLaw, type NoisyData } from './denoising-loss';
import { noiseFeatureCount, type Prediction } from './preconditioning';
import { sampleDenoiser } from './sample-denoiser';

const noiseEnds = { largestNoise: 4, smallestNoise: 0.03 };
/** The denoiser is applied so often at the last noise level, until what is left are its fixed points. */
const settling = 24;

export interface DenoisingSettings extends NetworkSettings {
  readonly prediction: Prediction;
  /** The law that noise levels are drawn from in training. */
  readonly noiseLaw: NoiseLaw;
  /** Whether fresh noise is added in sampling: the stochastic equation. */
  readonly stochastic: boolean;
  /** The noise levels of sampling, falling, from the largest to the smallest. */
  levels(range: { readonly largest: number; readonly smallest: number; readonly spread: number }): Float64Array;
}

/** Trains networks to remove noise, those of one architecture together, and samples from each. */
export function trainDenoisers(
  batch: readonly TrainingRun[],
  settings: DenoisingSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  return inGroups(
    batch,
    (run) => trainingSize(settings, run),
    (runs, size) => inParts(runs, mostTogether(settings, size), (part) => trainTogether(part, size, settings, work)),
  );
}

interface Prepared extends NoisyData {
  readonly spacing: number;
}

async function trainTogether(
  runs: readonly TrainingRun[],
  size: TrainingSize,
  settings: DenoisingSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  const [first] = runs;
  if (first === undefined) return [];
  const { network, closure } = networkOf(settings, size, first.group, noiseFeatureCount);
  const replicas: Prepared[] = [];
  for (const run of runs) replicas.push(await prepare(run, closure, settings, work));
  const trained = await trainReplicas(
    {
      weights: network.weights,
      replicas: replicas.map(({ spread, spacing }, r) => ({
        random: (runs[r] as TrainingRun).random.derive('weights'),
        fineness: finenessOf({ spread, spacing }),
      })),
      ...optimisationOf(settings),
      steps: size.steps,
      loss: denoisingLoss(network, replicas, { ...settings, batch: size.batch }),
      label: 'training',
    },
    work,
  );
  try {
    return await outcomes(runs, replicas, { network, closure, trained, settings }, work);
  } finally {
    trained.dispose();
  }
}

async function prepare(run: TrainingRun, closure: Group, settings: DenoisingSettings, work: Work): Promise<Prepared> {
  const { training, group, random } = run;
  const { centre, spread } = momentsOfOrbits(training, settings.symmetry === 'none' ? closure : group);
  const spacing = await meanSpacing(training, closure, work);
  return {
    training,
    centre,
    spread,
    spacing,
    ...noiseRange(noiseEnds, { spread, spacing }),
    random: random.derive('noise of training'),
    ...(settings.symmetry === 'augmentation' ? { augmentation: group } : {}),
  };
}

interface Trained {
  readonly network: Network;
  readonly closure: Group;
  readonly trained: TrainedReplicas;
  readonly settings: DenoisingSettings;
}

/** Samples of every replica, and what they say of its prediction set. */
async function outcomes(
  runs: readonly TrainingRun[],
  replicas: readonly Prepared[],
  { network, closure, trained, settings }: Trained,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  const counts = runs.map(sampleCount);
  const most = Math.max(1, ...counts);
  const d = network.inputs;
  const y = new Float64Array(runs.length * most * d);
  runs.forEach(({ random }, r) => {
    const { centre, largest, spread } = replicas[r] as Prepared;
    y.set(startingNoise(random, most, centre, Math.hypot(largest, spread)).values, r * most * d);
  });
  const denoiser = createDenoiser(network, replicas, trained, settings.prediction);
  const levels = replicas.map((replica) => settings.levels(replica));
  const noise = settings.stochastic ? runs.map(({ random }) => random.derive('noise of sampling')) : undefined;
  const names = trained.names.map((name) => `sampling of ${name}`);
  await sampleDenoiser({ denoiser, y, levels, settling, noise, names }, work);
  const results: TrainingOutcome[] = [];
  for (const [r, run] of runs.entries()) {
    const all: Points = { count: most, dimension: d, values: y.subarray(r * most * d, (r + 1) * most * d) };
    const { spacing, spread } = replicas[r] as Prepared;
    const own = replicas.slice(r, r + 1);
    const kept = await trained.replica(r);
    const { score } = createDenoiser(network, own, kept, settings.prediction);
    const samples = rowsOf(all, 0, counts[r] ?? most);
    const { symmetry } = settings;
    const sampled = { run, samples, trained, replica: r, symmetry, closure, spacing, spread, map: { score } };
    results.push(await outcomeOfSamples(sampled, work));
  }
  return results;
}
