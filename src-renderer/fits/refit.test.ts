import { describe, expect, it } from 'vitest';
import { fittedCurve } from './fitted-curve';
import { modelGap } from './model-gap';
import { gapCurveOf, refit } from './refit';

const sizes = [16, 32, 64, 128, 256, 512, 1024, 2048];
const exact = (gap: (n: number) => number) => ({
  points: sizes.map((n) => ({ n, gap: gap(n), standardError: gap(n) * 1e-5 })),
  covariance: [],
});

describe('refit', () => {
  it('finds dimension and constant of an exact law, whatever the window', () => {
    const curve = exact((n) => 7 * n ** (-2 / 3));
    for (const window of ['auto', [32, 512]] as const) {
      const fit = refit(curve, { model: 'power', window }, null);
      expect(fit.dimension).toBeCloseTo(3, 6);
      expect(fit.constant).toBeCloseTo(7, 5);
    }
  });

  it('finds a floor, and the drawn line goes through the points', () => {
    const gap = (n: number): number => 7 * n ** -1 + 0.02;
    const fit = refit(exact(gap), { model: 'power-floor', window: [16, 2048] }, null);
    expect(fit.dimension).toBeCloseTo(2, 3);
    expect(fit.extra).toBeCloseTo(0.02, 4);
    for (const n of sizes) expect(modelGap(fit, n) / gap(n)).toBeCloseTo(1, 4);
  });

  it.each([
    ['power-boundary', (n: number) => 5 * n ** -0.5 * (1 + 0.8 * n ** -0.25)],
    ['power-curvature', (n: number) => 5 * n ** -0.5 * (1 - 0.9 * n ** -0.5)],
  ] as const)('draws %s through the points that follow it', (model, gap) => {
    const fit = refit(exact(gap), { model, window: [16, 2048] }, null);
    for (const n of sizes) expect(modelGap(fit, n) / gap(n)).toBeCloseTo(1, 3);
  });
});

describe('gapCurveOf', () => {
  it('takes standard errors for independent where there is no covariance', () => {
    const { covariance } = gapCurveOf({ points: exact((n) => 1 / n).points.slice(0, 2), covariance: [] });
    expect([...Array.from(covariance)]).toEqual([(1e-5 / 16) ** 2, 0, 0, (1e-5 / 32) ** 2]);
  });

  it('tells of replicates only where every size has several', () => {
    const points = [2, 3].map((replicates) => ({ n: 1, gap: 1, standardError: 1, replicates }));
    expect(gapCurveOf({ points, covariance: [] }).replicates).toEqual([2, 3]);
    expect(
      gapCurveOf({ points: [{ n: 1, gap: 1, standardError: 1, replicates: 1 }], covariance: [] }).replicates,
    ).toBeUndefined();
  });
});

describe('fittedCurve', () => {
  it('says why there is no fit', () => {
    const result = {
      ...exact(() => 1),
      label: 'flat',
      index: 0,
      fit: null,
      fitProblem: null,
      prediction: null,
      hypotheses: null,
      test: null,
      estimators: [],
    };
    const { fit, problem } = fittedCurve(result, { model: 'power', window: [16, 2048] });
    expect(fit).toBeNull();
    expect(problem).toContain('does not fall');
  });
});
