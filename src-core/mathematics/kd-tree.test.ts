import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKdTree } from './kd-tree';
import { normalPoints, randomStream } from './random-stream';

function sortedDistances(values: Float64Array, dimension: number, query: Float64Array, skipped: number): number[] {
  const distances: number[] = [];
  for (let i = 0; i < values.length / dimension; i++) {
    if (i === skipped) continue;
    let sum = 0;
    for (let d = 0; d < dimension; d++) sum += ((values[i * dimension + d] ?? 0) - (query[d] ?? 0)) ** 2;
    distances.push(sum);
  }
  return distances.sort((a, b) => a - b);
}

describe('createKdTree', () => {
  it('finds the same distances as a search of all points, ties and duplicates included', () => {
    const coordinate = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -3, max: 3, noNaN: true }));
    const cases = fc.record({
      dimension: fc.integer({ min: 1, max: 4 }),
      numbers: fc.array(coordinate, { minLength: 8, maxLength: 400 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      skips: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ dimension, numbers, share, skips }) => {
        const count = Math.floor(numbers.length / dimension);
        const values = Float64Array.from(numbers.slice(0, count * dimension));
        const query = values.slice(0, dimension);
        const skipped = skips ? 0 : -1;
        const available = skips ? count - 1 : count;
        const k = Math.max(1, Math.round(share * available));
        const tree = createKdTree({ count, dimension, values });
        const distances = new Float64Array(k);
        const indices = new Int32Array(k);
        tree.nearest(query, 0, k, skipped, distances, indices, 0);
        expect([...distances]).toEqual(sortedDistances(values, dimension, query, skipped).slice(0, k));
        expect(new Set(indices).size).toBe(k);
        if (skips) expect(indices.includes(0)).toBe(false);
        expect([...tree.order].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
      }),
    );
  });

  it('finds them among many points, by sorted list and by heap', () => {
    const points = normalPoints(randomStream(['tree']), 3000, 3);
    const values = Float64Array.from(points.values);
    const tree = createKdTree(points);
    for (const k of [1, 7, 40, 41, 300]) {
      const distances = new Float64Array(k);
      const indices = new Int32Array(k);
      for (let i = 0; i < 30; i++) {
        tree.nearest(values, 3 * i, k, i, distances, indices, 0);
        expect([...distances]).toEqual(sortedDistances(values, 3, values.slice(3 * i, 3 * i + 3), i).slice(0, k));
      }
    }
  });

  it.each([5, 50])('leaves places at Infinity where there are fewer than %i points', (k) => {
    const points = normalPoints(randomStream(['few']), 4, 2);
    const distances = new Float64Array(k);
    const indices = new Int32Array(k);
    createKdTree(points).nearest(points.values, 0, k, 0, distances, indices, 0);
    expect([...distances.subarray(3)]).toEqual(Array.from({ length: k - 3 }, () => Infinity));
    expect([...indices.subarray(3)]).toEqual(Array.from({ length: k - 3 }, () => -1));
    expect(distances[2]).toBeLessThan(Infinity);
  });
});
