import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Group } from '../../groups/define-group';
import { rowOf, zeroPoints, type Points } from '../../mathematics/points';
import type { RandomStream } from '../../mathematics/random-stream';
import type { Weight } from '../../networks/define-network';
import { trainReplicas, type TrainedReplicas, type TrainedWeights } from '../../networks/train-replicas';
import type { Work } from '../../work';
import { finenessOf, meanSpacing, momentsOfOrbits } from '../data-scale';
import type { TrainingOutcome, TrainingRun } from '../define-trainer';
import { inGroups, inParts } from '../in-groups';
import { mostTogether, trainingSize, type NetworkSettings, type TrainingSize } from '../network-parameters';
import { optimisationOf } from '../optimisation-parameters';
import { outcomeOfSamples } from '../outcome-of-samples';
import { sampleCount } from '../sample-count';

/** A step's random numbers, in standard deviations of the data: every tensor is [R, B, D]. */
export interface GeneratorBatch {
  readonly data: Tensor3D;
  /** Standard normal. */
  readonly latents: Tensor3D;
  readonly noise: Tensor3D;
}

/** A model that makes samples of one look from normal latents. */
export interface GenerativeModel {
  readonly weights: readonly Weight[];
  /** Numbers of its largest layer for one sample. */
  readonly widest: number;
  /** [R]. */
  loss(weights: readonly Tensor[], batch: GeneratorBatch): Tensor1D;
  /** [R, m, D] from latents [R, m, D]. */
  generate(weights: readonly Tensor[], latents: Tensor3D): Tensor3D;
}

export interface GeneratorSettings extends NetworkSettings {
  /** First moment's decay of Adam. */
  readonly beta1: number;
  /** The model of runs of one size, and the group that its outputs are closed under. */
  model(size: TrainingSize, group: Group): { readonly model: GenerativeModel; readonly closure: Group };
}

interface Prepared {
  readonly run: TrainingRun;
  readonly centre: Float64Array;
  readonly spread: number;
  readonly spacing: number;
}

/** Trains generators, those of one architecture together, and samples from each. */
export function trainGenerators(
  batch: readonly TrainingRun[],
  settings: GeneratorSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  return inGroups(
    batch,
    (run) => trainingSize(settings, run),
    (runs, size) =>
      // Two networks each.
      inParts(runs, Math.max(1, Math.floor(mostTogether(settings, size) / 2)), (part) =>
        trainTogether(part, size, settings, work),
      ),
  );
}

async function trainTogether(
  runs: readonly TrainingRun[],
  size: TrainingSize,
  settings: GeneratorSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  const [first] = runs;
  if (first === undefined) return [];
  const { model, closure } = settings.model(size, first.group);
  const replicas: Prepared[] = [];
  for (const run of runs) {
    const moments = momentsOfOrbits(run.training, settings.symmetry === 'none' ? closure : run.group);
    replicas.push({ run, ...moments, spacing: await meanSpacing(run.training, closure, work) });
  }
  const trained = await trainReplicas(
    {
      weights: model.weights,
      replicas: replicas.map(({ run, spread, spacing }) => ({
        random: run.random.derive('weights'),
        fineness: finenessOf({ spread, spacing }),
      })),
      ...optimisationOf(settings, settings.beta1),
      steps: size.steps,
      loss: (weights, step) => model.loss(weights, drawBatch(replicas, { ...settings, batch: size.batch }, step)),
      label: 'training',
    },
    work,
  );
  try {
    return await outcomes(replicas, model, closure, trained, settings, work);
  } finally {
    trained.dispose();
  }
}

function drawBatch(
  replicas: readonly Prepared[],
  settings: GeneratorSettings & { readonly batch: number },
  step: number,
): GeneratorBatch {
  const d = replicas[0]?.centre.length ?? 0;
  const shape: [number, number, number] = [replicas.length, settings.batch, d];
  const data = new Float32Array(replicas.length * settings.batch * d);
  const streams = replicas.map(({ run }) => run.random.derive('training').derive(step));
  const moved = new Float64Array(d);
  replicas.forEach(({ run: { training, group }, centre, spread }, r) => {
    const random = streams[r] as RandomStream;
    for (let b = 0; b < settings.batch; b++) {
      const row = rowOf(training, random.integer(training.count));
      if (settings.symmetry === 'augmentation') group.act(group.sample(random), row, moved);
      else moved.set(row);
      const at = (r * settings.batch + b) * d;
      for (let k = 0; k < d; k++) data[at + k] = ((moved[k] as number) - (centre[k] as number)) / spread;
    }
  });
  return {
    data: tf.tensor3d(data, shape),
    latents: normals(streams, settings.batch, d),
    noise: normals(streams, settings.batch, d),
  };
}

function normals(streams: readonly RandomStream[], rows: number, d: number): Tensor3D {
  const values = new Float32Array(streams.length * rows * d);
  streams.forEach((random, r) => {
    for (let at = r * rows * d; at < (r + 1) * rows * d; at++) values[at] = random.normal();
  });
  return tf.tensor3d(values, [streams.length, rows, d]);
}

async function outcomes(
  replicas: readonly Prepared[],
  model: GenerativeModel,
  closure: Group,
  trained: TrainedReplicas,
  settings: GeneratorSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  const counts = replicas.map(({ run }) => sampleCount(run));
  const most = Math.max(1, ...counts);
  const streams = replicas.map(({ run }) => run.random.derive('sampling'));
  const d = closure.ambientDimension;
  const values = await generated(model, trained, streams, [most, d], work);
  const results: TrainingOutcome[] = [];
  for (const [r, { run, centre, spread, spacing }] of replicas.entries()) {
    const samples: Points = zeroPoints(counts[r] ?? most, d);
    for (let at = 0; at < samples.values.length; at++)
      samples.values[at] = (centre[at % d] as number) + spread * (values[r * most * d + at] as number);
    const map = { generate: generatorOf(model, await trained.replica(r), spread) };
    const { symmetry } = settings;
    results.push(
      await outcomeOfSamples({ run, samples, trained, replica: r, symmetry, closure, spacing, spread, map }, work),
    );
  }
  return results;
}

/** Numbers of the largest layer in one call, over all replicas: 128 MB. */
const numbersPerCall = 2 ** 25;

/** Samples of all replicas, R·m·D numbers, made a block at a time. */
async function generated(
  model: GenerativeModel,
  trained: TrainedReplicas,
  streams: readonly RandomStream[],
  [most, d]: readonly [number, number],
  work: Work,
): Promise<Float32Array> {
  const values = new Float32Array(streams.length * most * d);
  const block = Math.max(1, Math.floor(numbersPerCall / (streams.length * Math.max(d, model.widest))));
  for (let from = 0; from < most; from += block) {
    await work.checkpoint({ step: 'sampling', current: from, total: most });
    const rows = Math.min(block, most - from);
    const made = await trained.evaluate((weights) => model.generate(weights, normals(streams, rows, d)));
    streams.forEach((_, r) => values.set(made.subarray(r * rows * d, (r + 1) * rows * d), (r * most + from) * d));
  }
  return values;
}

/** The map of one replica from latents to outputs, about the centre of its data: the part that a group moves. */
function generatorOf(
  model: GenerativeModel,
  weights: TrainedWeights,
  spread: number,
): (latents: Points) => Promise<Points> {
  return async (latents) => {
    const values = await weights.evaluate((tensors) =>
      model.generate(tensors, tf.tensor3d(Float32Array.from(latents.values), [1, latents.count, latents.dimension])),
    );
    return { ...latents, values: Float64Array.from(values, (value) => spread * value) };
  };
}
