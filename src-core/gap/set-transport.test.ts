import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { setTransport } from './set-transport';

/** The least mean over all permutations, listed one by one. */
function leastOverPermutations(squared: Float64Array, size: number): number {
  const search = (row: number, free: readonly number[]): number =>
    row === size
      ? 0
      : Math.min(
          ...free.map(
            (j) =>
              (squared[row * size + j] ?? 0) +
              search(
                row + 1,
                free.filter((other) => other !== j),
              ),
          ),
        );
  return search(0, [...Array(size).keys()]) / size;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** n × n squared distances, some of them equal; whole numbers, whose sums are exact. */
const matrices = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    squared: fc
      .array(fc.oneof(fc.nat(5), fc.nat(1e6)), {
        minLength: size * size,
        maxLength: size * size,
      })
      .map((values) => Float64Array.from(values)),
  }),
);

describe('setTransport', () => {
  it('is the best of all permutations', () => {
    fc.assert(
      fc.property(matrices, ({ size, squared }) => {
        expect(setTransport(squared, size).squaredDistance).toBe(leastOverPermutations(squared, size));
      }),
    );
  });

  it('is never below the mean distance to the nearest, which is the gap, in either direction', () => {
    fc.assert(
      fc.property(matrices, ({ size, squared }) => {
        const places = [...Array(size).keys()];
        const rows = meanOf(places.map((i) => Math.min(...places.map((j) => squared[i * size + j] ?? 0))));
        const columns = meanOf(places.map((j) => Math.min(...places.map((i) => squared[i * size + j] ?? 0))));
        const { squaredDistance, gap } = setTransport(squared, size);
        expect(rows).toBeLessThanOrEqual(squaredDistance);
        expect(columns).toBeLessThanOrEqual(squaredDistance);
        expect(gap).toBeLessThanOrEqual(squaredDistance);
        expect(gap).toBeCloseTo((rows + columns) / 2, 8);
      }),
    );
  });

  it('pairs the points of a line in their order', () => {
    const size = 128;
    const [one, other] = ['one', 'other'].map((name) => normalPoints(randomStream([name]), size, 1).values.slice());
    if (one === undefined || other === undefined) throw new Error('Two sets.');
    const squared = new Float64Array(size * size);
    for (const [i, a] of one.entries()) for (const [j, b] of other.entries()) squared[i * size + j] = (a - b) ** 2;
    const sorted = other.toSorted();
    const expected = meanOf([...one.toSorted()].map((a, i) => (a - (sorted[i] ?? 0)) ** 2));
    expect(setTransport(squared, size).squaredDistance / expected).toBeCloseTo(1, 12);
  });
});
