import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { normalTensor } from '../layers.test-files';
import { turnedVectors } from './turned-vectors';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** [N][d][C] of the first replica. */
const columns = (x: Tensor4D): number[][][] => x.arraySync()[0] ?? [];

describe('vectors that reflections do not turn', () => {
  it('are right angles in the plane', () => {
    const x: Tensor4D = normalTensor('plane', [1, 2, 2, 3]);
    const turned = turnedVectors(2, 3);
    expect(turned?.vectors).toBe(3);
    expect(columns(turned?.of(x) as Tensor4D)).toEqual(
      columns(x).map(([first = [], second = []]) => [second.map((value) => -value), first]),
    );
  });

  it('are cross products in space, of one half with the other', () => {
    const x: Tensor4D = normalTensor('space', [1, 2, 3, 5]);
    const turned = turnedVectors(3, 5);
    expect(turned?.vectors).toBe(2);
    columns(turned?.of(x) as Tensor4D).forEach((found, n) => {
      const vector = (c: number): number[] => (columns(x)[n] ?? []).map((row) => row[c] ?? NaN);
      for (let c = 0; c < 2; c++) {
        const [[a1 = 0, a2 = 0, a3 = 0], [b1 = 0, b2 = 0, b3 = 0]] = [vector(c), vector(c + 2)];
        const expected = [a2 * b3 - a3 * b2, a3 * b1 - a1 * b3, a1 * b2 - a2 * b1];
        expected.forEach((value, a) => expect(found[a]?.[c]).toBeCloseTo(value, 5));
      }
    });
  });

  it('are none elsewhere', () => {
    expect(turnedVectors(4, 3)).toBeUndefined();
  });
});
