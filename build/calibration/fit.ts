/** Usage: fit OUTPUT SIMULATED…; fits the networks of the calibration to simulated reference spaces and prints how well they do on those held out. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { randomPermutation, randomStream } from '#core/mathematics/random-stream';
import { quantileOfSorted } from '#core/mathematics/statistics';
import { mlp } from '#core/networks/mlp';
import { adam } from '#core/networks/optimisers/adam';
import { trainReplicas } from '#core/networks/train-replicas';
import { unwatchedWork } from '#core/work';
import { activateBackend } from '#main/backends/detect-backends';

const members = 4;
const width = 64;
const layers = 2;
const steps = 5000;
const batch = 256;
/** Standard deviation of the noise on the inputs, in theirs: data unlike every reference get a correction that changes slowly. */
const jitter = 0.3;
const heldOut = 0.15;
/** Statistics are kept within these quantiles of the references'. */
const tails = [0.005, 0.995] as const;
/** Bounds of the logarithm of the network's scale. */
const scaleRange = [-5, 1] as const;

const simulated = z.tuple([z.number(), z.array(z.number()), z.number()]);
const [output = '', ...files] = process.argv.slice(2);
const references = files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith(']'))
    .map((line) => simulated.parse(JSON.parse(line))),
);
const inputs = references[0]?.[1].length ?? 0;
const random = randomStream(['fit of the calibration']);
const order = randomPermutation(random.derive('held out'), references.length);
const split = Math.round(heldOut * references.length);
const rowsOf = (indices: Int32Array) =>
  Array.from(indices, (index) => references[index] as (typeof references)[number]);
const testing = rowsOf(order.subarray(0, split));
const training = rowsOf(order.subarray(split));

const column = (index: number): Float64Array => Float64Array.from(training, ([, values]) => values[index] as number);
const scaling = Array.from({ length: inputs }, (_, index) => {
  const sorted = column(index).sort();
  const [low, high] = tails.map((tail) => quantileOfSorted(sorted, tail)) as [number, number];
  const kept = sorted.map((value) => Math.max(low, Math.min(high, value)));
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  const deviation = Math.sqrt(kept.reduce((sum, value) => sum + (value - mean) ** 2, 0) / kept.length);
  return { low, high, mean, deviation: Math.max(deviation, 1e-6) };
});
const inputOf = ([, values]: (typeof references)[number]): number[] =>
  scaling.map(({ low, high, mean, deviation }, i) => {
    const value = Math.max(low, Math.min(high, values[i] as number));
    return (value - mean) / deviation;
  });
const targetOf = ([raw, , dimension]: (typeof references)[number]): number => Math.log(dimension) - raw;

await activateBackend('auto');
const x = tf.tensor2d(training.map(inputOf));
const y = tf.tensor1d(training.map(targetOf));
const network = mlp({ inputs, scalars: 0, outputs: 2, width, layers, frequencies: 0 });
const none = (like: Tensor3D): Tensor3D => tf.zeros([like.shape[0], like.shape[1], 0]);
const seeds = Array.from({ length: members }, (_, member) => random.derive(member));

/** Mean and log scale of Laplace's law for each replica and point, [R, B] each. */
function outputs(weights: readonly Tensor[], points: Tensor3D): { mean: Tensor; scale: Tensor } {
  const [mean, scale] = tf.unstack(network.apply(weights, points, none(points)), 2) as [Tensor, Tensor];
  return { mean, scale: tf.clipByValue(scale, ...scaleRange) };
}

const trained = await trainReplicas(
  {
    weights: network.weights,
    replicas: seeds.map((seed) => ({ random: seed, fineness: 1 })),
    optimiser: adam({ weightDecay: 0.3 }),
    steps,
    rate: 2e-3,
    schedule: 'cosine',
    clip: 1,
    averaging: 0.999,
    loss(weights, step) {
      const picks = seeds.map((seed) => {
        const draw = seed.derive('batch').derive(step);
        return Int32Array.from({ length: batch }, () => Math.floor(draw.uniform() * training.length));
      });
      const points = tf.stack(picks.map((pick) => tf.gather(x, tf.tensor1d(pick, 'int32')))) as Tensor3D;
      const targets = tf.stack(picks.map((pick) => tf.gather(y, tf.tensor1d(pick, 'int32'))));
      const { mean, scale } = outputs(
        weights,
        tf.add(points, tf.randomNormal(points.shape, 0, jitter, 'float32', step)),
      );
      const each = tf.add(tf.mul(tf.abs(tf.sub(targets, mean)), tf.exp(tf.neg(scale))), scale);
      return tf.mean(each, 1);
    },
    label: 'calibration',
  },
  unwatchedWork,
);

const ofTesting = (weights: readonly Tensor[]): ReturnType<typeof outputs> =>
  outputs(weights, tf.tile(tf.expandDims(tf.tensor2d(testing.map(inputOf)), 0), [members, 1, 1]) as Tensor3D);
const found = {
  mean: await trained.evaluate((weights) => tf.mean(ofTesting(weights).mean, 0)),
  scale: await trained.evaluate((weights) => tf.exp(tf.mean(ofTesting(weights).scale, 0))),
};
const errors = testing.map((reference, i) => Math.abs(targetOf(reference) - (found.mean[i] as number)));
const ratios = Float64Array.from(errors, (error, i) => error / (found.scale[i] as number)).sort();
const relative = Float64Array.from(testing, (reference, i) =>
  Math.abs(Math.exp((found.mean[i] as number) - targetOf(reference)) - 1),
).sort();

const rounded = (value: number): number => Number(value.toPrecision(5));
const calibration = {
  references: references.length,
  scaling: scaling.map(({ low, high, mean, deviation }) => ({
    low: rounded(low),
    high: rounded(high),
    mean: rounded(mean),
    deviation: rounded(deviation),
  })),
  scaleRange,
  /** Of |error| over the network's scale, on references held out. */
  quantiles: { standard: rounded(quantileOfSorted(ratios, 0.6827)), interval: rounded(quantileOfSorted(ratios, 0.95)) },
  members: await Promise.all(
    seeds.map(async (_, member) => {
      const own = await trained.replica(member);
      return Promise.all(
        network.weights.map(async ({ shape: [rows = 1, columns = 1] }, index) => {
          const values = await own.evaluate((weights) => weights[index] as Tensor);
          return { rows, columns, values: [...values].map(rounded) };
        }),
      );
    }),
  ),
};
writeFileSync(output, `${JSON.stringify(calibration)}\n`);
process.stdout.write(
  `${String(references.length)} references; on ${String(testing.length)} held out: mean error ${String(rounded(relative.reduce((sum, value) => sum + value, 0) / relative.length))}, median ${String(rounded(quantileOfSorted(relative, 0.5)))}, quantiles ${JSON.stringify(calibration.quantiles)}\n`,
);
