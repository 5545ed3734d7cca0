import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Group, GroupContext } from '#core/groups/define-group';
import { groupRegistry, resolveGroup } from '#core/groups/registry';
import type { Points, Reals } from '#core/mathematics/points';
import { rowOf } from '#core/mathematics/points';
import { normalPoints, randomStream } from '#core/mathematics/random-stream';
import { parseReference } from '#core/registry/reference';

interface Case extends GroupContext {
  readonly reference: string;
  /** The posterior mean is an approximation in between κ → 0 and κ → ∞. */
  readonly approximateMean?: boolean;
}

const image = (rows: number, columns: number, channels = 1): GroupContext => ({
  ambientDimension: rows * columns * channels,
  layout: { kind: 'image', rows, columns, channels },
});
const cloud = (points: number, dimension: number): GroupContext => ({
  ambientDimension: points * dimension,
  layout: { kind: 'point-cloud', points, dimension },
});

/** Every registered group, with choices of parameters that take each of its paths. */
const cases: readonly Case[] = [
  { reference: 'trivial', ambientDimension: 5 },
  { reference: 'sign', ambientDimension: 4 },
  { reference: 'sign', ambientDimension: 1 },
  { reference: 'cyclic?order=5', ambientDimension: 4 },
  { reference: 'cyclic?order=1', ambientDimension: 4 },
  { reference: 'cyclic?order=40', ambientDimension: 4 },
  { reference: 'cyclic?order=35&frequencies=6,6', ambientDimension: 4 },
  { reference: 'cyclic?order=40&frequencies=6,6', ambientDimension: 4 },
  { reference: 'cyclic?order=6&frequencies=2,3', ambientDimension: 4 },
  { reference: 'cyclic?order=3&planes=4-1', ambientDimension: 5 },
  { reference: 'dihedral?order=5', ambientDimension: 4 },
  { reference: 'dihedral?order=4', ambientDimension: 2 },
  { reference: 'dihedral?order=30&planes=0-2', ambientDimension: 5 },
  { reference: 'so2', ambientDimension: 4 },
  { reference: 'so2', ambientDimension: 2 },
  { reference: 'so2?frequencies=1,2', ambientDimension: 4 },
  { reference: 'so2?frequencies=2,4', ambientDimension: 4 },
  { reference: 'so2?frequencies=3,7,10', ambientDimension: 6 },
  { reference: 'so2?frequencies=1,3,0&planes=0-1,5-2,3-4', ambientDimension: 7, layout: { kind: 'plain' } },
  { reference: 'so2?planes=3-1', ambientDimension: 5 },
  { reference: 'o2', ambientDimension: 4 },
  { reference: 'o2', ambientDimension: 2 },
  { reference: 'o2?frequencies=1,2', ambientDimension: 4 },
  { reference: 'special-orthogonal?dimension=2', ambientDimension: 6 },
  { reference: 'special-orthogonal', ...cloud(4, 3) },
  { reference: 'special-orthogonal?dimension=3', ambientDimension: 6 },
  { reference: 'special-orthogonal?dimension=3', ambientDimension: 3 },
  { reference: 'special-orthogonal', ...cloud(5, 4), approximateMean: true },
  { reference: 'orthogonal', ...cloud(4, 2) },
  { reference: 'orthogonal', ...cloud(3, 3) },
  { reference: 'orthogonal', ...cloud(2, 3) },
  { reference: 'orthogonal', ...cloud(1, 3) },
  { reference: 'orthogonal', ...cloud(4, 4), approximateMean: true },
  { reference: 'permutation', ambientDimension: 5 },
  { reference: 'permutation?block=2', ambientDimension: 8 },
  { reference: 'permutation', ...cloud(4, 3) },
  { reference: 'permutation', ambientDimension: 14, approximateMean: true },
  { reference: 'permutation', ...cloud(9, 2) },
  { reference: 'point-cloud-symmetry', ...cloud(3, 2) },
  { reference: 'point-cloud-symmetry', ...cloud(4, 3) },
  { reference: 'point-cloud-symmetry', ...cloud(5, 2) },
  { reference: 'point-cloud-symmetry', ...cloud(7, 2), approximateMean: true },
  { reference: 'pixel-shift', ...image(4, 5) },
  { reference: 'pixel-shift', ...image(3, 4, 2) },
  { reference: 'pixel-shift?shape=7', ambientDimension: 7 },
  { reference: 'continuous-shift', ...image(5, 4) },
  { reference: 'continuous-shift', ...image(3, 6, 2) },
  { reference: 'continuous-shift?shape=2x9', ambientDimension: 18 },
  { reference: 'square', ...image(3, 3) },
  { reference: 'square?shape=2x2x3', ambientDimension: 12 },
  { reference: 'product?factors=so2(frequencies=1,2)[0:4]*permutation[4:8]', ambientDimension: 9 },
  { reference: 'product?factors=sign[0:1]*dihedral(order=3)[1:3]*permutation[4:7]', ambientDimension: 8 },
  { reference: 'product?factors=so2[2:4]*special-orthogonal(dimension=3)[4:10]', ambientDimension: 10 },
];

const inner = (a: Reals, b: Reals): number => Array.from(a).reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
const moved = (group: Group, g: Float64Array, x: Reals): Float64Array => {
  const out = new Float64Array(group.ambientDimension);
  group.act(g, x, out);
  return out;
};
const alignAll = (group: Group, y: Points, z: Points): Float64Array => {
  const out = new Float64Array(y.count * z.count).fill(NaN);
  group.align(y, z, out);
  return out;
};
const meanOf = (group: Group, y: Reals, z: Reals, kappa: number): { log: number; mean: Float64Array } => {
  const mean = new Float64Array(group.ambientDimension).fill(NaN);
  return { log: group.posteriorMean(y, z, kappa, mean), mean };
};
const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, k) => Math.abs(value - (b[k] ?? NaN))));
const actOnAll = (group: Group, g: Float64Array, points: Points): Points => {
  const values = new Float64Array(points.values.length);
  for (let i = 0; i < points.count; i++) values.set(moved(group, g, rowOf(points, i)), i * points.dimension);
  return { ...points, values };
};

/** The largest ⟨y, g z⟩ over all elements, or over random ones of which the best are improved by small turns. */
function bruteForce(group: Group, y: Reals, z: Reals, seed: string, context: GroupContext): number {
  if (seed.startsWith('point-cloud-symmetry')) return overPermutations(y, z, context);
  const value = (g: Float64Array): number => inner(y, moved(group, g, z));
  if (group.elements !== undefined) return Math.max(...Array.from(group.elements(), value));
  const random = randomStream(['brute force', seed]);
  const starts = Array.from({ length: 600 }, () => group.sample(random))
    .map((g) => ({ g, value: value(g) }))
    .sort((a, b) => b.value - a.value)
    .slice(0, group.dimension === 0 ? 1 : 8);
  return Math.max(
    ...starts.map((start) => {
      let best = start;
      for (let step = 0.1; step > 3e-7; step /= 2) {
        for (let improved = true; improved;) {
          improved = false;
          for (const slider of group.sliders ?? []) {
            for (const by of [step, -step]) {
              const g = group.compose(slider.element(by), best.g);
              const next = value(g);
              if (next <= best.value + 1e-15) continue;
              best = { g, value: next };
              improved = true;
            }
          }
        }
      }
      return best.value;
    }),
  );
}

/** The largest sum of singular values of the cross matrix, over all orders of the points. */
function overPermutations(y: Reals, z: Reals, context: GroupContext): number {
  if (context.layout?.kind !== 'point-cloud') throw new Error('No point cloud.');
  const { points, dimension } = context.layout;
  const matrixOf = (x: Reals): Matrix => Matrix.from1DArray(points, dimension, [...x]);
  const { group } = resolveGroup('permutation', context);
  return Math.max(
    ...Array.from(group.elements?.() ?? [], (order) => {
      const cross = matrixOf(y)
        .transpose()
        .mmul(matrixOf(moved(group, order, z)));
      return new SingularValueDecomposition(cross).diagonal.reduce((sum, value) => sum + value, 0);
    }),
  );
}

it('has a case for every registered group', () => {
  const tested = new Set(cases.map((one) => parseReference(one.reference).id));
  expect(groupRegistry.all.map((definition) => definition.id).filter((id) => !tested.has(id))).toEqual([]);
});

it('knows only its own references', () => {
  expect(() => resolveGroup('nonsense', { ambientDimension: 2 })).toThrow(
    /Unknown group 'nonsense'; expected one of .*so2/,
  );
  expect(() => resolveGroup('so2?order=3', { ambientDimension: 2 })).toThrow(
    /order.*its parameters: planes, frequencies/,
  );
  expect(resolveGroup('so2?planes=0-1&frequencies=2', { ambientDimension: 2 })).toMatchObject({
    id: 'so2',
    label: 'Rotations SO(2) (planes 0-1; frequencies 2)',
    reference: 'so2?frequencies=2&planes=0-1',
  });
});

it.each<[string, GroupContext, RegExp]>([
  ['so2', { ambientDimension: 3 }, /coordinates the last \(2\) has no partner 3/],
  ['so2?planes=0-1,2-5', { ambientDimension: 4 }, /needs coordinate 5, but the data has only coordinates 0 to 3/],
  ['so2?planes=0-1,1-2', { ambientDimension: 4 }, /coordinate 1 twice/],
  ['o2?frequencies=1,2,3', { ambientDimension: 4 }, /3 frequencies for 2 planes/],
  ['cyclic?order=3&frequencies=0,0', { ambientDimension: 4 }, /All frequencies/],
  ['orthogonal', { ambientDimension: 6 }, /needs the dimension of each point/],
  ['special-orthogonal?dimension=3', { ambientDimension: 8 }, /lacks coordinates 8 to 8/],
  ['point-cloud-symmetry?dimension=3', { ambientDimension: 7 }, /lacks coordinates 7 to 8/],
  ['permutation?block=4', { ambientDimension: 10 }, /lacks coordinates 10 to 11/],
  ['pixel-shift', { ambientDimension: 9 }, /needs the shape of an image/],
  ['pixel-shift?shape=3x4', { ambientDimension: 10 }, /coordinates 10 to 11 are missing/],
  ['continuous-shift?shape=2x2', { ambientDimension: 4 }, /at least 3 rows or columns/],
  ['square?shape=2x3', { ambientDimension: 6 }, /2 rows and 3 columns/],
  ['product?factors=so2[0:4]*sign[4:9]', { ambientDimension: 6 }, /coordinates 6 to 8 are missing/],
  ['product?factors=so2[0:4]*sign[3:5]', { ambientDimension: 6 }, /share coordinates/],
  ['product?factors=so2', { ambientDimension: 6 }, /no slice/],
])('says why %s does not fit', (reference, context, message) => {
  expect(() => resolveGroup(reference, context)).toThrow(message);
  expect(() => resolveGroup(reference, context)).toThrow(expect.objectContaining({ name: 'ExpectedError' }));
});

it('suggests the groups that suit the data', () => {
  const suited = (context: GroupContext): string[] =>
    groupRegistry.all.filter((definition) => definition.suits(context)).map((definition) => definition.id);
  const plain = (ambientDimension: number): GroupContext => ({ ambientDimension, layout: { kind: 'plain' } });
  expect(suited(image(28, 28))).toEqual(['continuous-shift', 'pixel-shift', 'sign', 'square', 'trivial']);
  expect(suited(image(3, 5))).toEqual(['continuous-shift', 'pixel-shift', 'sign', 'trivial']);
  expect(suited(cloud(4, 3))).toEqual([
    'orthogonal',
    'permutation',
    'point-cloud-symmetry',
    'sign',
    'special-orthogonal',
    'trivial',
  ]);
  expect(suited(plain(4))).toEqual(['cyclic', 'dihedral', 'o2', 'permutation', 'sign', 'so2', 'trivial']);
  expect(suited(plain(500))).toEqual(['sign', 'trivial']);
  const contexts = [image(28, 28), image(1, 40), cloud(4, 3), cloud(2, 2), plain(2), plain(16), plain(3), plain(1)];
  for (const context of contexts) {
    for (const id of suited(context))
      expect(resolveGroup(id, context).group.ambientDimension).toBe(context.ambientDimension);
  }
});

describe.each(cases)(
  '$reference on $ambientDimension coordinates',
  ({ reference, approximateMean = false, ...context }) => {
    const { group } = resolveGroup(reference, context);
    const D = context.ambientDimension;
    const stream = (purpose: string) => randomStream([reference, D, purpose]);
    const random = stream('elements');
    const y = normalPoints(stream('y'), 3, D);
    const z = normalPoints(stream('z'), 4, D);
    const pairs = Array.from({ length: y.count * z.count }, (_, k) => [Math.floor(k / z.count), k % z.count] as const);
    const [first, second] = [rowOf(y, 0), rowOf(z, 0)];
    const finite = group.dimension === 0;

    it('says what it is', () => {
      expect(group.ambientDimension).toBe(D);
      expect(group.identity()).toHaveLength(group.elementSize);
      expect(group.sample(random)).toHaveLength(group.elementSize);
      expect(Number.isFinite(group.order)).toBe(finite);
      expect(group.volume).toBeGreaterThan(0);
      if (finite) expect(group.volume).toBe(group.order);
    });

    it('is a group acting by orthogonal maps', () => {
      for (let trial = 0; trial < 5; trial++) {
        const [g, h] = [group.sample(random), group.sample(random)];
        expect(farthest(moved(group, group.identity(), first), first)).toBeLessThan(1e-12);
        expect(
          farthest(moved(group, group.compose(g, h), first), moved(group, g, moved(group, h, first))),
        ).toBeLessThan(1e-11);
        expect(farthest(moved(group, group.inverse(g), moved(group, g, first)), first)).toBeLessThan(1e-11);
        expect(farthest(moved(group, group.compose(group.inverse(g), g), first), first)).toBeLessThan(1e-11);
        expect(inner(moved(group, g, first), moved(group, g, second))).toBeCloseTo(inner(first, second), 10);
        const combination = Float64Array.from(first, (value, k) => 2 * value - 3 * (second[k] ?? 0));
        const expected = Array.from(
          moved(group, g, first),
          (value, k) => 2 * value - 3 * (moved(group, g, second)[k] ?? 0),
        );
        expect(farthest(moved(group, g, combination), expected)).toBeLessThan(1e-11);
      }
    });

    it('lists its elements once', () => {
      if (group.elements === undefined) {
        expect(finite && group.order <= 100_000).toBe(false);
        return;
      }
      const elements = [...group.elements()];
      expect(elements).toHaveLength(group.order);
      // Orbit and stabiliser of a generic point.
      const images = new Set(
        elements.map((g) =>
          moved(group, g, first)
            .map((value) => Math.round(value * 1e8))
            .map((value) => value + 0)
            .join(),
        ),
      );
      expect(images.size * group.genericStabiliser).toBe(group.order);
    });

    it('aligns as brute force over the orbit does', () => {
      const aligned = alignAll(group, y, z);
      pairs.forEach(([i, j], k) => {
        const value = aligned[k] ?? NaN;
        const best = bruteForce(group, rowOf(y, i), rowOf(z, j), reference, context);
        if (group.exact) expect(value).toBeGreaterThanOrEqual(best - 1e-9);
        // Larger orbits than can be listed are sampled: their maximum is only bounded from below.
        if (group.elements !== undefined || !finite) expect(value).toBeLessThanOrEqual(best + 1e-9);
      });
    });

    it('aligns pairs by an element that attains the value', () => {
      const aligned = alignAll(group, y, z);
      pairs.forEach(([i, j], k) => {
        const { value, element } = group.alignPair(rowOf(y, i), rowOf(z, j));
        expect(value).toBeCloseTo(aligned[k] ?? NaN, 10);
        expect(inner(rowOf(y, i), moved(group, element, rowOf(z, j)))).toBeCloseTo(value, 10);
      });
    });

    it('aligns in the same way whichever point of either orbit is taken, and symmetrically', () => {
      const aligned = alignAll(group, y, z);
      const [g, h] = [group.sample(random), group.sample(random)];
      expect(farthest(alignAll(group, actOnAll(group, g, y), actOnAll(group, h, z)), aligned)).toBeLessThan(1e-9);
      const swapped = alignAll(group, z, y);
      expect(
        farthest(
          pairs.map(([i, j]) => swapped[j * y.count + i] ?? NaN),
          aligned,
        ),
      ).toBeLessThan(1e-9);
      const single = { ...y, values: Float32Array.from(y.values) };
      expect(farthest(alignAll(group, single, z), aligned)).toBeLessThan(1e-4);
    });

    it('recognises a moved copy, and zero', () => {
      const copies = alignAll(group, y, actOnAll(group, group.sample(random), y));
      for (let i = 0; i < y.count; i++) expect(copies[i * y.count + i]).toBeCloseTo(inner(rowOf(y, i), rowOf(y, i)), 9);
      const zero = new Float64Array(D);
      expect(group.alignPair(first, zero).value).toBeCloseTo(0, 12);
      expect(moved(group, group.alignPair(zero, zero).element, first).every(Number.isFinite)).toBe(true);
      expect(farthest(meanOf(group, zero, zero, 1).mean, zero)).toBe(0);
    });

    it('has the tangents of its sliders, and their rank as dimension of the orbit', () => {
      expect(group.sliders?.length ?? 0).toBe(group.dimension);
      expect(group.orbitDimension(new Float64Array(D))).toBe(0);
      const points = [first, Float64Array.from(first, (value, k) => (k < D / 2 ? value : 0))];
      for (const x of points) {
        const tangents = group.tangents(x);
        expect(tangents).toMatchObject({ count: group.dimension, dimension: D });
        const step = 1e-5;
        const derivatives = (group.sliders ?? []).map((slider) => {
          const [ahead, behind] = [slider.element(step), slider.element(-step)].map((g) => moved(group, g, x));
          return Array.from(ahead ?? [], (value, k) => (value - (behind?.[k] ?? 0)) / (2 * step));
        });
        derivatives.forEach((derivative, row) => {
          expect(farthest(derivative, rowOf(tangents, row))).toBeLessThan(1e-6);
        });
        const singular = finite
          ? []
          : new SingularValueDecomposition(new Matrix(derivatives), { autoTranspose: true }).diagonal;
        expect(group.orbitDimension(x)).toBe(singular.filter((value) => value > 1e-5).length);
      }
      for (const slider of group.sliders ?? []) {
        expect(farthest(moved(group, slider.element(slider.period), first), first)).toBeLessThan(1e-9);
      }
    });

    it('samples by Haar measure', () => {
      // The law of ⟨y, g x⟩ is the same for y and h y: compare means of two moments over independent samples.
      const h = group.sample(random);
      const turned = moved(group, h, first);
      const count = 4000;
      const means = [first, turned].map((target) => {
        const values = Array.from({ length: count }, () => inner(target, moved(group, group.sample(random), second)));
        return [1, 2, 3].map((power) => {
          const powers = values.map((value) => value ** power);
          const mean = powers.reduce((sum, value) => sum + value, 0) / count;
          return { mean, variance: powers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count / count };
        });
      });
      for (const power of [0, 1, 2]) {
        const [a, b] = [means[0]?.[power], means[1]?.[power]];
        const error = Math.sqrt((a?.variance ?? NaN) + (b?.variance ?? NaN));
        expect(Math.abs((a?.mean ?? NaN) - (b?.mean ?? NaN))).toBeLessThan(5 * error + 1e-9);
      }
      if (group.elements === undefined || group.order > 50) return;
      const elements = [...group.elements()];
      const counts = new Map(elements.map((g) => [g.join(), 0]));
      for (let k = 0; k < count; k++) {
        const key = group.sample(random).join();
        counts.set(key, (counts.get(key) ?? NaN) + 1);
      }
      const expected = count / group.order;
      const chi2 = [...counts.values()].reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
      expect(chi2).toBeLessThan(group.order - 1 + 6 * Math.sqrt(2 * group.order) + 1e-9);
    });

    it('has the posterior mean that an average over the orbit gives', () => {
      const kappa = 0.4 / Math.sqrt(D);
      const { log, mean } = meanOf(group, first, second, kappa);
      const elements =
        group.elements === undefined
          ? Array.from({ length: 20_000 }, () => group.sample(random))
          : [...group.elements()];
      const images = elements.map((g) => moved(group, g, second));
      const weights = images.map((one) => Math.exp(kappa * inner(first, one)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const average = Array.from(first, (_, k) =>
        images.reduce((sum, one, e) => sum + ((weights[e] ?? 0) / total) * (one[k] ?? 0), 0),
      );
      const noise = group.elements === undefined ? 6 / Math.sqrt(elements.length) : 1e-10;
      expect(Math.abs(log - Math.log(total / elements.length))).toBeLessThan(noise + (approximateMean ? 0.1 : 0));
      expect(farthest(mean, average)).toBeLessThan(
        noise * (1 + Math.sqrt(inner(second, second))) + (approximateMean ? 0.1 : 0),
      );
    });

    it('has a posterior mean that is the derivative of its normaliser', () => {
      if (approximateMean) return;
      for (const kappa of [0.05, 1, 20, 3000]) {
        const { log, mean } = meanOf(group, first, second, kappa);
        const step = 1e-4;
        const [up, down] = [kappa * (1 + step), kappa * (1 - step)].map((k) => meanOf(group, first, second, k).log);
        const slope = ((up ?? NaN) - (down ?? NaN)) / (2 * step * kappa);
        expect(Math.abs(slope - inner(first, mean))).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
        expect(log).toBeLessThanOrEqual(kappa * group.alignPair(first, second).value + 1e-9);
        const gradientAt = Math.floor(D / 2);
        const [ahead, behind] = [1, -1].map((sign) => {
          const shifted = Float64Array.from(first);
          shifted[gradientAt] = (shifted[gradientAt] ?? 0) + (sign * 1e-4) / Math.max(1, kappa);
          return meanOf(group, shifted, second, kappa).log;
        });
        const gradient = ((ahead ?? NaN) - (behind ?? NaN)) / ((2e-4 / Math.max(1, kappa)) * kappa);
        expect(Math.abs(gradient - (mean[gradientAt] ?? NaN))).toBeLessThan(2e-5 * (1 + Math.abs(gradient)));
      }
      expect(meanOf(group, first, second, 0).log).toBeCloseTo(0, 12);
    });

    it('has a posterior mean that moves with y, does not depend on the orbit’s representative, and ends at the aligned point', () => {
      const [g, h] = [group.sample(random), group.sample(random)];
      for (const kappa of [0.3, 50]) {
        const { log, mean } = meanOf(group, first, second, kappa);
        const other = meanOf(group, moved(group, g, first), moved(group, h, second), kappa);
        expect(Math.abs(other.log - log)).toBeLessThan(1e-7 * Math.max(1, Math.abs(log)));
        expect(farthest(other.mean, moved(group, g, mean))).toBeLessThan(1e-6);
      }
      const aligned = moved(group, group.alignPair(first, second).element, second);
      const { mean } = meanOf(group, first, second, 1e7);
      // Directions in which the maximum is flat (an orbit of equal values) stay averaged: only the value is certain then.
      expect(inner(first, mean)).toBeCloseTo(inner(first, aligned), 4);
      if (Number.isFinite(group.genericStabiliser)) expect(farthest(mean, aligned)).toBeLessThan(2e-2);
    });

    it('has all posterior means at once as one by one', () => {
      const means = new Float64Array(z.count * D).fill(NaN);
      const logs = new Float64Array(z.count).fill(NaN);
      if (group.posteriorMeans === undefined) return;
      for (const kappa of [0, 0.3, 40, 1e6]) {
        group.posteriorMeans({ y: first, z, kappa, means, logs });
        for (let j = 0; j < z.count; j++) {
          const { log, mean } = meanOf(group, first, rowOf(z, j), kappa);
          expect(Math.abs((logs[j] ?? NaN) - log)).toBeLessThan(1e-8 * Math.max(1, Math.abs(log)));
          expect(farthest(means.subarray(j * D, (j + 1) * D), mean)).toBeLessThan(1e-8);
        }
      }
    });

    it('has canonical coordinates in which Euclidean distance is the quotient’s', () => {
      const { canonical } = group;
      if (canonical === undefined) return;
      const map = (x: Reals): Float64Array => {
        const out = new Float64Array(canonical.dimension).fill(NaN);
        canonical.map(x, out);
        return out;
      };
      const aligned = alignAll(group, y, z);
      pairs.forEach(([i, j], k) => {
        const [a, b] = [rowOf(y, i), rowOf(z, j)];
        const quotient = inner(a, a) + inner(b, b) - 2 * (aligned[k] ?? NaN);
        const difference = map(a).map((value, c) => value - (map(b)[c] ?? NaN));
        expect(inner(difference, difference)).toBeCloseTo(quotient, 9);
      });
    });

    describe('on tensors', () => {
      beforeAll(async () => {
        await tf.setBackend('cpu');
      });

      it('aligns as in float64', () => {
        const { alignTensors } = group;
        if (alignTensors === undefined) return;
        const before = tf.memory().numTensors;
        const result = tf.tidy(() =>
          alignTensors(
            tf.tensor2d(Float32Array.from(y.values), [y.count, D]),
            tf.tensor2d(Float32Array.from(z.values), [z.count, D]),
          ).dataSync(),
        );
        expect(tf.memory().numTensors).toBe(before);
        expect(farthest(result, alignAll(group, y, z))).toBeLessThan(1e-4);
      });
    });
  },
);

describe('volumes of orbits', () => {
  /** volume · √det(T Tᵀ) / stabiliser: the volume of the orbit through x. */
  const orbitVolume = (group: Group, x: Reals): number => {
    const tangents = group.tangents(x);
    const rows = new Matrix(Array.from({ length: tangents.count }, (_, i) => [...rowOf(tangents, i)]));
    const squares = new SingularValueDecomposition(rows, { autoTranspose: true }).diagonal;
    return (group.volume * squares.reduce((product, value) => product * value, 1)) / group.genericStabiliser;
  };
  const made = (reference: string, context: GroupContext): Group => resolveGroup(reference, context).group;

  it('of the diagonal SO(2) on the torus is 2π√2', () => {
    const x = Float64Array.of(Math.cos(1), Math.sin(1), Math.cos(2), Math.sin(2));
    expect(orbitVolume(made('so2', { ambientDimension: 4 }), x)).toBeCloseTo(2 * Math.PI * Math.SQRT2, 12);
    // Twice as fast around one circle; and a rotation by 2θ goes around once only.
    expect(orbitVolume(made('so2?frequencies=1,2', { ambientDimension: 4 }), x)).toBeCloseTo(
      2 * Math.PI * Math.sqrt(5),
      12,
    );
    expect(orbitVolume(made('so2?frequencies=2,2', { ambientDimension: 4 }), x)).toBeCloseTo(
      2 * Math.PI * Math.SQRT2,
      12,
    );
  });

  it('of O(2) is one circle in a plane, two in general', () => {
    expect(
      orbitVolume(
        made('o2', { ambientDimension: 2 }),
        [3, 4].reduce((x, v, k) => (x.set([v], k), x), new Float64Array(2)),
      ),
    ).toBeCloseTo(10 * Math.PI, 12);
    expect(orbitVolume(made('o2', { ambientDimension: 4 }), Float64Array.of(1, 0, 1, 1))).toBeCloseTo(
      4 * Math.PI * Math.sqrt(3),
      12,
    );
  });

  it('of SO(3) on frames is the volume of SO(3) in R⁹, which gives the constant of the law', () => {
    const frame = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    const volume = orbitVolume(made('special-orthogonal?dimension=3', { ambientDimension: 9 }), frame);
    expect(volume).toBeCloseTo(8 * Math.PI ** 2 * 2 * Math.SQRT2, 8);
    // Γ(5/3) ω₃^(−2/3) V^(2/3) = 12.788, as measured.
    expect(0.9027452929509336 * ((4 / 3) * Math.PI) ** (-2 / 3) * volume ** (2 / 3)).toBeCloseTo(12.788, 3);
    expect(orbitVolume(made('orthogonal?dimension=3', { ambientDimension: 9 }), frame)).toBeCloseTo(2 * volume, 8);
    // Two points already fix a rotation, but not a reflection.
    const two = Float64Array.of(1, 0, 0, 0, 1, 0);
    const pair = orbitVolume(made('special-orthogonal?dimension=3', { ambientDimension: 6 }), two);
    expect(orbitVolume(made('orthogonal?dimension=3', { ambientDimension: 6 }), two)).toBeCloseTo(pair, 8);
  });

  it('of continuous shifts of two waves is a product of two circles', () => {
    const [rows, columns] = [5, 8];
    const x = Float64Array.from(
      { length: rows * columns },
      (_, k) =>
        Math.cos((2 * Math.PI * Math.floor(k / columns)) / rows) + Math.cos((2 * Math.PI * (k % columns)) / columns),
    );
    const radius = Math.sqrt((rows * columns) / 2);
    expect(orbitVolume(made('continuous-shift', image(rows, columns)), x)).toBeCloseTo((2 * Math.PI * radius) ** 2, 8);
  });
});

describe('facts in closed form', () => {
  it('continuous shifts by whole pixels are pixel shifts for odd sizes, and move a wave by its phase', () => {
    const shape = image(5, 7);
    const [continuous, whole] = ['continuous-shift', 'pixel-shift'].map((id) => resolveGroup(id, shape).group);
    if (continuous === undefined || whole === undefined) throw new Error('No groups.');
    const x = normalPoints(randomStream(['whole shifts']), 1, 35).values;
    expect(farthest(moved(continuous, Float64Array.of(2, 3), x), moved(whole, Float64Array.of(2, 3), x))).toBeLessThan(
      1e-12,
    );
    const wave = (phase: number): Float64Array =>
      Float64Array.from({ length: 8 }, (_, k) => Math.cos(((2 * Math.PI) / 8) * 3 * (k - phase)));
    const { group } = resolveGroup('continuous-shift?shape=8', { ambientDimension: 8 });
    expect(farthest(moved(group, Float64Array.of(0, 0.37), wave(0)), wave(0.37))).toBeLessThan(1e-12);
  });

  it('the alternating frequency of an even size stays where it is', () => {
    const { group } = resolveGroup('continuous-shift?shape=6', { ambientDimension: 6 });
    const alternating = Float64Array.of(1, -1, 1, -1, 1, -1);
    expect(farthest(moved(group, Float64Array.of(0, 1.3), alternating), alternating)).toBeLessThan(1e-12);
    expect(group.orbitDimension(alternating)).toBe(0);
  });

  it('orbits of rotations have the dimensions that their points leave', () => {
    const { group } = resolveGroup('special-orthogonal', cloud(3, 3));
    const [onePoint, onLine, inPlane] = [
      [1, 2, 3, 0, 0, 0, 0, 0, 0],
      [1, 2, 3, 2, 4, 6, -1, -2, -3],
      [1, 0, 0, 0, 1, 0, 1, 1, 0],
    ].map((values) => group.orbitDimension(Float64Array.from(values)));
    expect([onePoint, onLine, inPlane]).toEqual([2, 2, 3]);
  });

  it('rotations are recovered from turned clouds, mirror images are not', () => {
    const context = cloud(6, 3);
    const { group } = resolveGroup('special-orthogonal', context);
    const random = randomStream(['Kabsch']);
    const x = normalPoints(random, 1, 18).values;
    const g = group.sample(random);
    expect(farthest(group.alignPair(moved(group, g, x), x).element, g)).toBeLessThan(1e-12);
    const mirrored = Float64Array.from(x, (value, k) => (k % 3 === 0 ? -value : value));
    const scatter = Matrix.from1DArray(6, 3, [...x]);
    const squares = new SingularValueDecomposition(scatter).diagonal.map((value) => value * value);
    // The best rotation leaves the thinnest axis reversed.
    expect(group.alignPair(mirrored, x).value).toBeCloseTo(
      (squares[0] ?? 0) + (squares[1] ?? 0) - (squares[2] ?? 0),
      9,
    );
    expect(resolveGroup('orthogonal', context).group.alignPair(mirrored, x).value).toBeCloseTo(inner(x, x), 9);
  });

  it('degenerate clouds are aligned as accurately as others', () => {
    const { group } = resolveGroup('special-orthogonal', cloud(2, 3));
    const context = resolveGroup('orthogonal', cloud(2, 3)).group;
    // All on one line: the cross matrix has rank one, and the characteristic polynomial a double root.
    const x = Float64Array.of(1, 2, 2, 2, 4, 4);
    const turned = moved(group, group.sample(randomStream(['line'])), x);
    for (const one of [group, context]) expect(one.alignPair(turned, x).value).toBeCloseTo(45, 12);
  });

  it('von Mises’ mean has the Bessel ratio I₁(2)/I₀(2) = 0.69777 as its length', () => {
    const { group } = resolveGroup('so2', { ambientDimension: 2 });
    const { log, mean } = meanOf(group, Float64Array.of(0, 1), Float64Array.of(1, 0), 2);
    // Abramowitz & Stegun, table 9.8: e^{−2} I₀(2) = 0.3085083225, e^{−2} I₁(2) = 0.2152692892.
    expect(log).toBeCloseTo(2 + Math.log(0.3085083225), 9);
    expect(farthest(mean, [0, 0.2152692892 / 0.3085083225])).toBeLessThan(1e-9);
  });

  it('a uniform average over SO(3) of exp(κ tr R) is e^κ (I₀(2κ) − I₁(2κ))', () => {
    const { group } = resolveGroup('special-orthogonal?dimension=3', { ambientDimension: 9 });
    const unit = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    // I₀(2) = 2.2795853023, I₁(2) = 1.5906368546.
    expect(meanOf(group, unit, unit, 1).log).toBeCloseTo(1 + Math.log(2.2795853023 - 1.5906368546), 9);
  });

  it('permutations of scalars are sorted, of points assigned', () => {
    const { group } = resolveGroup('permutation', { ambientDimension: 4 });
    expect(group.alignPair(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 1, 4, 2))).toEqual({
      value: 30,
      element: Float64Array.of(1, 3, 0, 2),
    });
    const big = resolveGroup('permutation', { ambientDimension: 200 }).group;
    expect(big.order).toBe(Number.MAX_VALUE);
    const x = normalPoints(randomStream(['permutation']), 1, 200).values;
    const shuffled = moved(big, big.sample(randomStream(['shuffle'])), x);
    expect(big.alignPair(x, shuffled).value).toBeCloseTo(inner(x, x), 9);
    // The same by the assignment solver and by sorting.
    const y = normalPoints(randomStream(['other']), 1, 200).values;
    const sorted = [x, y].map((side) => Float64Array.from(side).sort());
    expect(big.alignPair(x, y).value).toBeCloseTo(inner(sorted[0] ?? x, sorted[1] ?? y), 9);
  });

  it('polynomials with nearly equal peaks keep the higher one', () => {
    const { group } = resolveGroup('so2?frequencies=1,12', { ambientDimension: 4 });
    const random = randomStream(['peaks']);
    for (let trial = 0; trial < 50; trial++) {
      const small = 1e-3 * random.normal();
      const [y, z] = [
        Float64Array.of(small, 0, 1, 0),
        Float64Array.of(Math.cos(trial), Math.sin(trial), Math.cos(3 * trial), Math.sin(3 * trial)),
      ];
      const best = Math.max(
        ...Array.from({ length: 100_000 }, (_, k) => (2 * Math.PI * k) / 100_000).map(
          (theta) => small * Math.cos(theta + trial) + Math.cos(12 * theta + 3 * trial),
        ),
      );
      const { value } = group.alignPair(y, z);
      expect(value).toBeGreaterThanOrEqual(best - 1e-14);
      expect(value).toBeLessThan(best + 1e-6);
    }
  });
});
