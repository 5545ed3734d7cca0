import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { adam } from './adam';
import { clipGradients } from './clip-gradients';
import type { Optimiser } from './define-optimiser';
import { learningRate, schedules } from './learning-rate';
import { sgd } from './sgd';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Minimises ½ Σ c_k θ_k² from (1, −2, 3) and answers the parameters after each step. */
function descend(optimiser: Optimiser, rate: number, steps: number): number[][] {
  const curvature = tf.tensor2d([[1, 4, 0.5]]);
  let parameters = tf.tensor2d([[1, -2, 3]]);
  let state = optimiser.begin(parameters);
  return Array.from({ length: steps }, (_, i) => {
    const gradient: tf.Tensor2D = tf.mul(curvature, parameters);
    ({ parameters, state } = optimiser.update({ parameters, gradient, state, step: i + 1, rate }));
    return parameters.arraySync()[0] ?? [];
  });
}

describe('adam', () => {
  it.each([0, 0.1])('takes the steps of the published algorithm, weight decay %d', (weightDecay) => {
    const found = descend(adam({ weightDecay }), 0.05, 40);
    // Kingma & Ba (2015), algorithm 1, and Loshchilov & Hutter (2019), algorithm 2, written out in float64.
    const theta = [1, -2, 3];
    const m = [0, 0, 0];
    const v = [0, 0, 0];
    for (let t = 1; t <= 40; t++) {
      [1, 4, 0.5].forEach((c, k) => {
        const g = c * (theta[k] ?? 0);
        m[k] = 0.9 * (m[k] ?? 0) + 0.1 * g;
        v[k] = 0.999 * (v[k] ?? 0) + 0.001 * g * g;
        const step = (0.05 * ((m[k] ?? 0) / (1 - 0.9 ** t))) / (Math.sqrt((v[k] ?? 0) / (1 - 0.999 ** t)) + 1e-8);
        theta[k] = (theta[k] ?? 0) * (1 - 0.05 * weightDecay) - step;
      });
      theta.forEach((value, k) => expect(found[t - 1]?.[k]).toBeCloseTo(value, 4));
    }
  });
});

describe('sgd', () => {
  it('takes the steps of momentum, written out', () => {
    const found = descend(sgd(0.8), 0.1, 30);
    const theta = [1, -2, 3];
    const v = [0, 0, 0];
    for (let t = 0; t < 30; t++) {
      [1, 4, 0.5].forEach((c, k) => {
        v[k] = 0.8 * (v[k] ?? 0) + c * (theta[k] ?? 0);
        theta[k] = (theta[k] ?? 0) - 0.1 * (v[k] ?? 0);
      });
      theta.forEach((value, k) => expect(found[t]?.[k]).toBeCloseTo(value, 5));
    }
  });
});

describe('clipGradients', () => {
  it('shortens only what is longer, each replica for itself', () => {
    const clipped = clipGradients(
      tf.tensor2d([
        [3, 4],
        [0.3, 0.4],
        [0, 0],
      ]),
      1,
    ).arraySync();
    const expected = [
      [0.6, 0.8],
      [0.3, 0.4],
      [0, 0],
    ];
    clipped.flat().forEach((value, k) => expect(value).toBeCloseTo(expected.flat()[k] ?? NaN, 6));
  });
});

describe('learningRate', () => {
  it.each(schedules)('stays above zero and at most at its peak: %s', (schedule) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (steps, share) => {
        const step = Math.max(1, Math.round(share * steps));
        const rate = learningRate(schedule, 0.01, step, steps);
        expect(rate).toBeGreaterThan(0);
        expect(rate).toBeLessThanOrEqual(0.01 * (1 + 1e-12));
      }),
    );
  });

  it('rises to the peak, then falls to a hundredth of it', () => {
    expect(learningRate('cosine', 1, 1, 1000)).toBeCloseTo(1 / 20, 12);
    expect(learningRate('cosine', 1, 20, 1000)).toBe(1);
    expect(learningRate('cosine', 1, 510, 1000)).toBeCloseTo(0.01 + 0.99 / 2, 12);
    expect(learningRate('linear', 1, 510, 1000)).toBeCloseTo(0.01 + 0.99 / 2, 12);
    expect(learningRate('cosine', 1, 1000, 1000)).toBeCloseTo(0.01, 12);
    expect(learningRate('constant', 1, 1000, 1000)).toBe(1);
  });
});
