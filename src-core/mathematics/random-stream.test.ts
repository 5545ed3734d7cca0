import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, normalPoints, randomPermutation, randomStream } from './random-stream';

const draws = 40_000;

function moments(draw: () => number): { mean: number; variance: number; fourth: number } {
  const values = Array.from({ length: draws }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  const central = (power: number): number => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / draws;
  return { mean, variance: central(2), fourth: central(4) };
}

/** FNV-1a as it is published, with numbers of any length. */
function published(path: readonly (string | number)[]): [number, number] {
  let hash = 0xcbf29ce484222325n;
  for (const character of JSON.stringify(path)) {
    hash ^= BigInt(character.codePointAt(0) ?? 0);
    hash = (hash * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return [Number(hash & 0xffffffffn), Number(hash >> 32n)];
}

describe('keyOf', () => {
  it('is the hash of 64 bits by FNV-1a', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant('noise of training'));
    fc.assert(
      fc.property(fc.array(part), (path) => {
        expect([...keyOf(path)]).toEqual(published(path));
      }),
    );
  });
});

describe('randomStream', () => {
  it('repeats for an equal path and differs for any other', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1 }), fc.string(), (path, purpose) => {
        const first = randomStream(path);
        const again = randomStream(path);
        const other = randomStream([...path, purpose]);
        const values = [first.uniform(), first.uniform(), first.normal()];
        expect([again.uniform(), again.uniform(), again.normal()]).toEqual(values);
        expect(other.uniform()).not.toBe(values[0]);
      }),
    );
  });

  it('does not confuse paths that read alike when joined', () => {
    const starts = [['1', '2'], ['12'], [1, 2], ['1,2'], [12]].map((path) => randomStream(path).uniform());
    expect(new Set(starts).size).toBe(starts.length);
  });

  it('derives streams that neither move nor depend on the parent’s position', () => {
    const parent = randomStream([7, 'parent']);
    const early = parent.derive('child').uniform();
    parent.uniform();
    expect(parent.derive('child').uniform()).toBe(early);
    expect(randomStream([7, 'parent', 'child']).uniform()).toBe(early);
  });

  it('is uniform: mean 1/2, variance 1/12, fourth moment 1/80, and flat over 64 cells', () => {
    const random = randomStream([1, 'uniform']);
    const { mean, variance, fourth } = moments(() => random.uniform());
    // Five standard errors of each moment at this many draws.
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / draws));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt((1 / 80 - 1 / 144) / draws));
    expect(Math.abs(fourth - 1 / 80)).toBeLessThan(1e-3);
    const cells = new Array<number>(64).fill(0);
    for (let i = 0; i < 64_000; i++) {
      const cell = Math.floor(random.uniform() * 64);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const chi2 = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // χ² with 63 degrees of freedom: 0.0001 quantiles on both sides.
    expect(chi2).toBeGreaterThan(28);
    expect(chi2).toBeLessThan(115);
  });

  it('is standard normal: mean 0, variance 1, fourth moment 3', () => {
    const random = randomStream([1, 'normal']);
    const { mean, variance, fourth } = moments(() => random.normal());
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(draws));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
    expect(Math.abs(fourth - 3)).toBeLessThan(5 * Math.sqrt(96 / draws));
  });

  it('draws integers below the bound without bias', () => {
    const random = randomStream([1, 'integer']);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) {
      const value = random.integer(7);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000));
  });

  it('has uncorrelated neighbouring keys', () => {
    const pairs = Array.from(
      { length: 20_000 },
      (_, i) => [randomStream([i]).uniform() - 0.5, randomStream([i + 1]).uniform() - 0.5] as const,
    );
    const covariance = pairs.reduce((sum, [a, b]) => sum + a * b, 0) / pairs.length;
    expect(Math.abs(covariance)).toBeLessThan(5 / 12 / Math.sqrt(pairs.length));
  });
});

describe('randomPermutation', () => {
  it('is a permutation, and puts each value first equally often', () => {
    const first = new Array<number>(5).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const order = randomPermutation(randomStream([i, 'permutation']), 5);
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
      const head = order[0] ?? 0;
      first[head] = (first[head] ?? 0) + 1;
    }
    for (const count of first) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(1600));
  });
});

describe('normalPoints', () => {
  it('has the asked shape', () => {
    const points = normalPoints(randomStream(['shape']), 3, 4);
    expect([points.count, points.dimension, points.values.length]).toEqual([3, 4, 12]);
  });
});
