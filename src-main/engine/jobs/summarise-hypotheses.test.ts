import { describe, expect, it } from 'vitest';
import type { Hypotheses } from '#contract/results';
import { summariseHypotheses } from './summarise-hypotheses';

const run = (n: number, memorised: number, error = 1e-9): { n: number; hypotheses: Hypotheses } => ({
  n,
  hypotheses: {
    memorised,
    coverage: 0.99,
    expectedCoverage: 0.997,
    equivarianceError: error,
    scoreErrors: [{ noise: 1, error: 0.1 * n }],
    scoreDimensions: [
      { noise: 0.1, flipd: n / 8, flipdError: 0.5, normalBundle: memorised, normalBundleError: 0.25 },
      { noise: 1, flipd: 2, flipdError: 0.5, normalBundle: null, normalBundleError: null },
    ],
    deadHypotheses: null,
    verdict: memorised < 0.95 ? 'fail' : 'hold',
    detail: '',
  },
});

describe('summariseHypotheses', () => {
  it('judges each size by the means over its replicates', () => {
    // One replicate of four falls short at n = 16, all do at n = 64.
    const runs = [run(16, 0.94), run(16, 1), run(16, 0.99), run(16, 0.98), run(64, 0.93), run(64, 0.9)];
    const found = summariseHypotheses(runs);
    expect(found?.sizes.map(({ n, verdict }) => [n, verdict])).toEqual([
      [16, 'hold'],
      [64, 'fail'],
    ]);
    expect(found?.verdict).toBe('fail');
    expect(found?.detail).toMatch(/^At n = 64\. Not memorised: 91\.5 %/);
    expect(found?.memorised).toBeCloseTo((0.94 + 1 + 0.99 + 0.98 + 0.93 + 0.9) / 6, 12);
    expect(found?.sizes[1]?.scoreErrors[0]).toMatchObject({ noise: 1, error: expect.closeTo(6.4, 12) as number });
  });

  it('averages the dimensions of scores, with the error by how much the runs differ', () => {
    const [small, large] = summariseHypotheses([run(16, 1), run(64, 0.9), run(64, 0.8), run(64, 0.94)])?.sizes ?? [];
    expect(small?.scoreDimensions).toEqual(run(16, 1).hypotheses.scoreDimensions);
    const [first, second] = large?.scoreDimensions ?? [];
    expect(first).toMatchObject({ noise: 0.1, flipd: 8, flipdError: 0 });
    expect(first?.normalBundle).toBeCloseTo(0.88, 12);
    // Deviations of 0.02, −0.08 and 0.06: a variance of 0.0052, of the mean a third.
    expect(first?.normalBundleError).toBeCloseTo(Math.sqrt(0.0052 / 3), 12);
    expect(second).toEqual({ noise: 1, flipd: 2, flipdError: 0, normalBundle: null, normalBundleError: null });
  });

  it('holds where all sizes hold, and names a model that is not equivariant', () => {
    expect(summariseHypotheses([run(8, 1), run(16, 0.97)])?.verdict).toBe('hold');
    expect(summariseHypotheses([run(8, 1, 0.2)])?.detail).toContain('Not equivariant');
  });

  it('applies to no run that was not checked', () => {
    expect(summariseHypotheses([{ n: 4, hypotheses: null }])).toBeNull();
    const exempt: Hypotheses = { ...run(4, 1).hypotheses, verdict: 'not-applicable', detail: 'By construction.' };
    expect(summariseHypotheses([{ n: 4, hypotheses: exempt }])).toMatchObject({
      verdict: 'not-applicable',
      detail: 'By construction.',
      sizes: [],
    });
  });

  it('tells the dead hypotheses of each size, without judging them', () => {
    const dead = (n: number, count: number): { n: number; hypotheses: Hypotheses } => ({
      n,
      hypotheses: { ...run(n, 1).hypotheses, memorised: null, deadHypotheses: count, verdict: 'not-applicable' },
    });
    const found = summariseHypotheses([dead(4, 0), dead(4, 1), dead(16, 6), dead(16, 5)]);
    expect(found).toMatchObject({ verdict: 'not-applicable', deadHypotheses: 3 });
    expect(found?.sizes.map(({ n, deadHypotheses, verdict }) => [n, deadHypotheses, verdict])).toEqual([
      [4, 0.5, 'not-applicable'],
      [16, 5.5, 'not-applicable'],
    ]);
  });
});
