import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Group, GroupContext } from '#core/groups/define-group';
import { groupRegistry, resolveGroup } from '#core/groups/registry';
import type { Reals } from '#core/mathematics/points';
import { rowOf } from '#core/mathematics/points';
import { normalPoints, randomStream } from '#core/mathematics/random-stream';
import { parseReference } from '#core/registry/reference';
import { actOnAll, alignAll, cases, degenerate, farthest, inner, meanOf, moved } from './group-cases';

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

describe.each(cases)('$reference on $ambientDimension coordinates', ({ reference, ...context }) => {
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
      expect(farthest(moved(group, group.compose(g, h), first), moved(group, g, moved(group, h, first)))).toBeLessThan(
        1e-11,
      );
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

  it('aligns repeated and vanishing points as brute force does', () => {
    degenerate(D).forEach(([a, b], pair) => {
      const [value] = alignAll(group, { count: 1, dimension: D, values: a }, { count: 1, dimension: D, values: b });
      const best = bruteForce(group, a, b, `${reference} ${String(pair)}`, context);
      if (group.exact) expect(value).toBeGreaterThanOrEqual(best - 1e-9);
      if (group.elements !== undefined || !finite) expect(value).toBeLessThanOrEqual(best + 1e-7);
      const one = group.alignPair(a, b);
      expect(one.value).toBeCloseTo(value ?? NaN, 9);
      expect(inner(a, moved(group, one.element, b))).toBeCloseTo(one.value, 9);
    });
  });

  it('gives NaN for coordinates that are not numbers, or refuses them, at once', () => {
    const bad = Float64Array.from(first);
    bad[0] = NaN;
    const points = { count: 1, dimension: D, values: bad };
    const attempts = [
      () => alignAll(group, points, z)[0],
      () => alignAll(group, y, points)[0],
      () => group.alignPair(bad, second).value,
      () => group.alignPair(first, bad).value,
      () => meanOf(group, bad, second, 2).log,
      () => meanOf(group, first, bad, 2).log,
    ];
    const start = performance.now();
    for (const attempt of attempts) {
      let value: number | undefined = NaN;
      try {
        value = attempt();
      } catch (error) {
        expect(error).toMatchObject({ name: 'ExpectedError', code: 'not-finite' });
      }
      expect(value).toBeNaN();
    }
    expect(performance.now() - start).toBeLessThan(2000);
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
});
