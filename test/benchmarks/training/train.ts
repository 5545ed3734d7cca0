/**
 * Our side of the benchmark of training. Usage: train.ts DATA NETWORKS STEPS TOGETHER: trains one denoising network for each training set of DATA, so many of
 * them as one tensor program; answers its seconds and the mean loss of each over the last tenth of its steps, as JSON.
 */
import { readFileSync } from 'node:fs';
import { randomStream } from '#core/mathematics/random-stream';
import { mlp } from '#core/networks/mlp';
import { adam } from '#core/networks/optimisers/adam';
import { trainReplicas } from '#core/networks/train-replicas';
import { denoisingLoss } from '#core/trainers/denoising/denoising-loss';
import { noiseFeatureCount } from '#core/trainers/denoising/preconditioning';
import { unwatchedWork } from '#core/work';
import { activateBackend } from '#main/backends/detect-backends';

const [path = '', networks = '', steps = '', together = ''] = process.argv.slice(2);
const dimension = 4;
const points = new Float32Array(Uint8Array.from(readFileSync(path)).buffer);
const perSet = points.length / dimension / Number(networks);
const sets = Array.from({ length: Number(networks) }, (_, r) => ({
  training: {
    count: perSet,
    dimension,
    values: Float64Array.from(points.subarray(r * perSet * dimension, (r + 1) * perSet * dimension)),
  },
  centre: new Float64Array(dimension),
  spread: Math.SQRT1_2,
  smallest: 0.01,
  largest: 4 * Math.SQRT1_2,
  random: randomStream([r, 'noise of training']),
}));
const network = mlp({
  inputs: dimension,
  scalars: noiseFeatureCount,
  outputs: dimension,
  width: 128,
  layers: 3,
  frequencies: 0,
});

const { id: backend } = await activateBackend('auto');
const losses: number[] = [];
const start = performance.now();
for (let from = 0; from < sets.length; from += Number(together)) {
  const some = sets.slice(from, from + Number(together));
  const trained = await trainReplicas(
    {
      weights: network.weights,
      replicas: some.map((_, r) => ({ random: randomStream([from + r, 'weights']), fineness: 1 })),
      optimiser: adam(),
      steps: Number(steps),
      rate: 0.002,
      schedule: 'cosine',
      clip: 0,
      averaging: 0,
      loss: denoisingLoss(network, some, { batch: 256, prediction: 'score', noiseLaw: 'log-uniform' }),
      label: 'training',
    },
    unwatchedWork,
  );
  for (const series of trained.losses) {
    const last = series.slice(-Math.ceil(series.length / 10));
    losses.push(last.reduce((sum, value) => sum + value, 0) / last.length);
  }
  trained.dispose();
}
process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - start) / 1000, losses, backend })}\n`);
