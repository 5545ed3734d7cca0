import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { temperatureAt, winningWeights, type Variant } from './winning-weights';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const squares = [4, 1, 9, 2];

function weights(variant: Variant, progress: number, changes = {}): number[] {
  const settings = { variant, relaxation: 0.1, temperature: 3, ...changes };
  return [...winningWeights(tf.tensor3d(squares, [1, 1, 4]), progress, settings).dataSync()];
}

describe('winningWeights', () => {
  it('give everything to the nearest', () => {
    expect(weights('wta', 0.3)).toEqual([0, 1, 0, 0]);
  });

  it('leave a share ε to the others, relaxed', () => {
    const found = weights('relaxed', 0.3);
    [0.1 / 3, 0.9, 0.1 / 3, 0.1 / 3].forEach((value, k) => expect(found[k]).toBeCloseTo(value, 6));
  });

  it('are a softmin at the temperature of the moment, annealed, and the winner’s at the end', () => {
    const temperature = temperatureAt(0.2, 3);
    const exponentials = squares.map((square) => Math.exp(-square / temperature));
    const total = exponentials.reduce((sum, value) => sum + value, 0);
    const found = weights('annealed', 0.2);
    exponentials.forEach((value, k) => expect(found[k]).toBeCloseTo(value / total, 6));
    expect(weights('annealed', 0.9)).toEqual([0, 1, 0, 0]);
  });

  it('cool exponentially from the first temperature', () => {
    expect(temperatureAt(0, 3)).toBe(3);
    expect(temperatureAt(0.2, 3) / temperatureAt(0.1, 3)).toBeCloseTo(
      temperatureAt(0.6, 3) / temperatureAt(0.5, 3),
      12,
    );
    expect(temperatureAt(0.79999, 3)).toBeCloseTo(3e-4, 6);
  });
});
