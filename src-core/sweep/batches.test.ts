import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, batchRunsOf } from './batches';

describe('batchRunsOf', () => {
  const network = { replicas: true };
  const runs = (count: number) => Array.from({ length: count }, (_, i) => ({ n: 16 * 2 ** Math.floor(i / 8) }));

  it('gives networks batches of at most eight runs of neighbouring n, whatever their n, as even as can be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (count) => {
        const all = runs(count);
        const batches = batchRunsOf(all, network, { testPoints: 1e6, samples: 1e6 });
        expect(batches.flat()).toEqual(all);
        const lengths = batches.map(({ length }) => length);
        expect(lengths).toHaveLength(Math.ceil(count / 8));
        if (count === 0) return;
        expect(Math.max(...lengths)).toBeLessThanOrEqual(8);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives two workers something to do where there are more runs than one batch takes', () => {
    expect(batchRunsOf(runs(9), network, { testPoints: 2, samples: 0 }).map(({ length }) => length)).toEqual([5, 4]);
  });

  it('fills the batches of others up to their cost', () => {
    const batches = batchRunsOf(runs(16), { replicas: false }, { testPoints: 1e6, samples: 0 });
    expect(batches.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(batchRunsOf(runs(16), { replicas: false }, { testPoints: 100, samples: 0 })).toHaveLength(1);
  });
});

describe('batchesOf', () => {
  it('keeps all runs, in the order of the curves, each batch of one curve', () => {
    const run = fc.record({ curve: fc.integer({ min: 0, max: 2 }), n: fc.integer({ min: 1, max: 5000 }) });
    const curves = [0, 1, 2].map((index) => ({ index, trainer: { replicas: index === 1 } }));
    fc.assert(
      fc.property(fc.array(run), fc.integer({ min: 1, max: 40 }), (runs, together) => {
        const batches = batchesOf(curves, runs, { testPoints: 1000, samples: 1000, together });
        expect(batches.flatMap((batch) => batch.runs)).toEqual(runs.toSorted((a, b) => a.curve - b.curve));
        for (const batch of batches) {
          expect(batch.runs.length).toBeGreaterThan(0);
          expect(new Set(batch.runs.map(({ curve }) => curve))).toEqual(new Set([batch.curve]));
          if (batch.curve === 1) expect(batch.runs.length).toBeLessThanOrEqual(together);
        }
      }),
    );
  });
});
