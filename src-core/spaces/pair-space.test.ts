import { describe, expect, it } from 'vitest';
import { columnsOf, rowOf, zeroPoints, type Points } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import type { Space } from './define-space';
import { resolveSpace } from './registry';

function pairsOf(reference: string, count: number): { readonly space: Space; readonly x: Points; readonly y: Points } {
  const { space } = resolveSpace(reference);
  if (space.layout.kind !== 'pair') throw new Error('No pairs.');
  const { inputs, outputs } = space.layout;
  const pairs = space.sample(count, randomStream(['pairs', reference]));
  return { space, x: columnsOf(pairs, 0, inputs), y: columnsOf(pairs, inputs, inputs + outputs) };
}

/** Whether means of coordinates, their squares, and products of neighbours agree within five standard errors. */
function expectSameLaw(a: Points, b: Points): void {
  expect(a.dimension).toBe(b.dimension);
  for (let k = 0; k < a.dimension; k++)
    for (const statistic of [
      (row: ArrayLike<number>) => row[k] ?? NaN,
      (row: ArrayLike<number>) => (row[k] ?? NaN) ** 2,
      (row: ArrayLike<number>) => (row[k] ?? NaN) ** 3,
      (row: ArrayLike<number>) => (row[k] ?? NaN) * (row[(k + 1) % a.dimension] ?? NaN),
      (row: ArrayLike<number>) => (row[k] ?? NaN) * (row[(k + 2) % a.dimension] ?? NaN),
    ]) {
      const [first, second] = [a, b].map((points) => {
        const values = Array.from({ length: points.count }, (_, i) => statistic(rowOf(points, i)));
        const mean = values.reduce((sum, value) => sum + value, 0) / points.count;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (points.count - 1);
        return { mean, error: Math.sqrt(variance / points.count) };
      });
      const error = Math.hypot(first?.error ?? NaN, second?.error ?? NaN);
      expect(Math.abs((first?.mean ?? NaN) - (second?.mean ?? NaN))).toBeLessThan(5 * error + 1e-9);
    }
}

describe('regression', () => {
  it.each([
    'regression?frequency=3',
    'regression?input=circle(radius=1.3)&frequency=2',
    'regression?target=twist&frequency=1',
    'regression?target=twist&frequency=2&input=torus(dimension=3)',
    'regression?target=relative&input=torus(dimension=3)',
  ])('knows the law of its outputs: %s', (reference) => {
    const { space, y } = pairsOf(reference, 6000);
    const { outputs } = space;
    if (outputs === undefined) throw new Error('The law of the outputs is not known.');
    expectSameLaw(y, outputs.sample(6000, randomStream(['law of outputs', reference])));
    for (let i = 0; i < 50; i++) expect(outputs.residual?.(rowOf(y, i))).toBeLessThan(1e-9);
  });

  it.each([
    'regression?target=waves',
    'regression?target=sectors',
    'regression?noise=0.1',
    'regression?input=circle(concentration=2)',
    'regression?input=sphere(dimension=3)',
  ])('does not claim a law of its outputs that it does not know: %s', (reference) => {
    expect(resolveSpace(reference).space.outputs).toBeUndefined();
  });

  it('has classes of equal share, one hot', () => {
    const { y, x } = pairsOf('regression?target=sectors&outputs=5&input=circle', 5000);
    const counts = new Float64Array(5);
    for (let i = 0; i < y.count; i++) {
      const row = rowOf(y, i);
      const [a = NaN, b = NaN] = rowOf(x, i);
      const turn = (Math.atan2(b, a) / (2 * Math.PI) + 1) % 1;
      expect(row[Math.floor(5 * turn)]).toBe(1);
      row.forEach((value, k) => (counts[k] = (counts[k] ?? 0) + value));
    }
    // A share of 1/5 of 5000 has the standard deviation 28.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * 28.3);
  });

  it('adds noise of the stated size to its outputs alone', () => {
    const { x, y } = pairsOf('regression?input=circle&frequency=1&noise=0.3', 5000);
    let square = 0;
    for (let i = 0; i < x.count; i++) {
      const [a = NaN, b = NaN] = rowOf(x, i);
      const [c = NaN, d = NaN] = rowOf(y, i);
      expect(Math.hypot(a, b)).toBeCloseTo(1, 9);
      square += ((c - a) ** 2 + (d - b) ** 2) / (2 * x.count);
    }
    expect(Math.abs(square / 0.09 - 1)).toBeLessThan(0.07);
  });
});

describe('ambiguous', () => {
  it.each([
    'ambiguous?kind=ring&dimension=2',
    'ambiguous?kind=torus-fibre&dimension=2',
    'ambiguous?kind=mixture&dimension=2&components=3',
    'ambiguous?kind=mixture&dimension=1&components=4&spread=0.1',
  ])('has the fibre’s law whatever the input: %s', (reference) => {
    const { space, x, y } = pairsOf(reference, 6000);
    const fibre = space.conditional;
    if (fibre === undefined) throw new Error('No fibre.');
    const still = zeroPoints(y.count, y.dimension);
    for (let i = 0; i < y.count; i++)
      for (let k = 0; k < y.dimension; k++)
        still.values[i * y.dimension + k] =
          (rowOf(y, i)[k] ?? NaN) - (k < Math.min(2, y.dimension) ? 0.5 * (rowOf(x, i)[k] ?? NaN) : 0);
    expectSameLaw(still, fibre.sample(6000, randomStream(['fibre', reference])));
    // On one side of the circle as on the other.
    const side = (sign: number): Points => {
      const rows = Array.from({ length: still.count }, (_, i) => i).filter((i) => sign * (rowOf(x, i)[0] ?? 0) > 0);
      return {
        count: rows.length,
        dimension: still.dimension,
        values: Float64Array.from(rows.flatMap((i) => [...rowOf(still, i)])),
      };
    };
    expectSameLaw(side(1), side(-1));
  });
});
