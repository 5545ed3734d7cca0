import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { circle } from '../spaces/circle';
import { dataSetSpace } from '../spaces/data-set';
import { drawRunPoints } from './draws';
import { canonicalJson, contentHash } from './hash';
import { type Names, planSweep, type SweepSettings } from './plan';
import { listSizes } from './sizes';

const name = (reference: string) => ({ reference, canonical: reference.replace('?default', '') });
const names: Names = {
  task: name,
  group: name,
  trainer: (reference) => ({ ...name(reference), replicas: reference === 'diffusion' }),
};

const settings = fc.record({
  task: fc.constantFrom('circle', 'torus'),
  groups: fc.uniqueArray(fc.constantFrom('trivial', 'so2', 'sign'), { minLength: 1 }),
  trainers: fc.uniqueArray(fc.constantFrom('memoriser', 'lloyd', 'diffusion'), { minLength: 1 }),
  sizes: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }),
  replicates: fc.integer({ min: 1, max: 6 }),
  testPoints: fc.integer({ min: 2, max: 10_000 }),
  samples: fc.integer({ min: 0, max: 10_000 }),
  seed: fc.nat(),
  backend: fc.constantFrom('auto', 'cpu'),
});

describe('contentHash', () => {
  it('is the published SHA-256 of the canonical JSON', () => {
    // printf '{"a":1,"b":[true,null]}' | sha256sum
    expect(canonicalJson({ b: [true, null], a: 1 })).toBe('{"a":1,"b":[true,null]}');
    // FIPS 180-4's example "abc", here with the quotes of JSON: sha256sum of '"abc"'.
    expect(contentHash('abc')).toBe('6cc43f858fbb763301637b5af970e2a46b46f461f27e5a0f41e009c59b827b25');
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(() => contentHash({ x: NaN })).toThrow('finite');
  });
});

describe('listSizes', () => {
  it('gives ascending integers without repeats, with both ends, near to even in log n', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 50 }),
        (from, more, count) => {
          const to = from + more;
          const sizes = listSizes({ from, to, count });
          expect(sizes.length).toBeLessThanOrEqual(count);
          expect(sizes[0]).toBe(from);
          expect(sizes.at(-1)).toBe(to);
          sizes.slice(1).forEach((n, i) => expect(n).toBeGreaterThan(sizes[i] ?? Infinity));
          const even = Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
          for (const n of sizes)
            expect(Math.min(...even.map((value) => Math.abs(n - value)))).toBeLessThanOrEqual(0.5 + 1e-9 * n);
        },
      ),
    );
  });

  it('is the doubling sequence where that is asked for', () => {
    expect(listSizes({ from: 16, to: 1024, count: 7 })).toEqual([16, 32, 64, 128, 256, 512, 1024]);
  });

  it('refuses a range upside down', () => {
    expect(() => listSizes({ from: 8, to: 4, count: 3 })).toThrow("'to'");
  });
});

describe('planSweep', () => {
  it('plans each combination once, with distinct hashes', () => {
    fc.assert(
      fc.property(settings, (declared) => {
        const plan = planSweep(declared, names);
        const expected =
          declared.groups.length * declared.trainers.length * new Set(declared.sizes).size * declared.replicates;
        expect(plan.runs).toHaveLength(expected);
        expect(new Set(plan.runs.map(({ hash }) => hash)).size).toBe(expected);
        expect(planSweep(declared, names)).toEqual(plan);
      }),
      { numRuns: 40 },
    );
  });

  it('gives a run another hash when anything that determines it changes, and nothing else', () => {
    const base: SweepSettings = {
      task: 'circle',
      groups: ['so2'],
      trainers: ['lloyd'],
      sizes: [16],
      replicates: 1,
      testPoints: 10,
      samples: 5,
      seed: 1,
      backend: 'auto',
    };
    const hashOf = (change: Partial<SweepSettings>): string | undefined =>
      planSweep({ ...base, ...change }, names).runs[0]?.hash;
    const changes: Partial<SweepSettings>[] = [
      { task: 'torus' },
      { groups: ['sign'] },
      { trainers: ['memoriser'] },
      { sizes: [17] },
      { testPoints: 11 },
      { samples: 6 },
      { seed: 2 },
      { backend: 'cpu' },
    ];
    expect(new Set([hashOf({}), ...changes.map(hashOf)]).size).toBe(changes.length + 1);
    // Other sizes, replicates and curves beside it do not matter, nor does how a default is written.
    expect(hashOf({ sizes: [16, 32], replicates: 3, groups: ['so2', 'sign'] })).toBe(hashOf({}));
    expect(hashOf({ task: 'circle?default' })).toBe(hashOf({}));
  });

  it('leaves out a group that is named twice', () => {
    const plan = planSweep(
      {
        task: 'circle',
        groups: ['so2', 'so2?default'],
        trainers: ['lloyd'],
        sizes: [4],
        replicates: 1,
        testPoints: 2,
        samples: 0,
        seed: 1,
        backend: 'auto',
      },
      names,
    );
    expect(plan.curves.map(({ group }) => group.reference)).toEqual(['so2']);
  });
});

describe('drawRunPoints', () => {
  const key = { seed: 1, task: 'circle {}', n: 20, replicate: 0 };
  const space = circle.create({ radius: 1, concentration: 0 }, () => {
    throw new Error('no factors');
  });

  it('depends on its key alone, and differs between runs', () => {
    const first = drawRunPoints(space, key, 30);
    expect(drawRunPoints(space, key, 30)).toEqual(first);
    for (const change of [{ seed: 2 }, { task: 'x' }, { replicate: 1 }])
      expect(drawRunPoints(space, { ...key, ...change }, 30).training).not.toEqual(first.training);
    // Test points of other sizes are new ones, so that the points of a curve are independent.
    expect(drawRunPoints(space, { ...key, n: 21 }, 30).test).not.toEqual(first.test);
  });

  it('takes no row of a data set twice', () => {
    const values = Float64Array.from({ length: 60 }, (_, i) => i);
    const rows = dataSetSpace({ count: 60, dimension: 1, values }, { kind: 'plain' });
    const { training, test } = drawRunPoints(rows, key, 40);
    expect([...training.values, ...test.values].toSorted((a, b) => a - b)).toEqual([...values]);
  });
});
