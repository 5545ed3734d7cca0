import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { randomStream } from '../../mathematics/random-stream';
import { mlp } from '../../networks/mlp';
import table from '../../../resources/dimension-calibration.json';
import { calibratedCorrection } from './calibrated-correction';

it('applies the networks as they were trained, statistics kept within the range of the references', async () => {
  await tf.setBackend('cpu');
  const random = randomStream(['statistics']);
  const inputs = table.scaling.length;
  const statistics = Float64Array.from(
    table.scaling,
    ({ low, high }) => low + (high - low) * (2 * random.uniform() - 0.5),
  );
  const scaled = table.scaling.map(
    ({ low, high, mean, deviation }, i) => (Math.max(low, Math.min(high, statistics[i] ?? 0)) - mean) / deviation,
  );
  const network = mlp({ inputs, scalars: 0, outputs: 2, width: 64, layers: 2, frequencies: 0 });
  const outputs = table.members.map((member) =>
    tf.tidy(() => {
      const weights = member.map(({ rows, columns, values }) => tf.tensor3d(values, [1, rows, columns]));
      const none: Tensor3D = tf.zeros([1, 1, 0]);
      return network.apply(weights, tf.tensor3d(scaled, [1, 1, inputs]), none).dataSync();
    }),
  );
  const mean = outputs.reduce((sum, [value = 0]) => sum + value, 0) / outputs.length;
  const [low = 0, high = 0] = table.scaleRange;
  const logScale =
    outputs.reduce((sum, [, value = 0]) => sum + Math.max(low, Math.min(high, value)), 0) / outputs.length;
  const found = calibratedCorrection(statistics);
  expect(found.median).toBeCloseTo(mean, 4);
  expect(found.margin / (table.quantiles.interval * Math.exp(logScale))).toBeCloseTo(1, 4);
  expect(found.outside).toBe(
    table.scaling.filter(({ low: least, high: most }, i) => (statistics[i] ?? 0) < least || (statistics[i] ?? 0) > most)
      .length,
  );
});
