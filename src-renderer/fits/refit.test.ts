import { modelGap } from '#core/fitting/model-gap';
import { describe, expect, it } from 'vitest';
import { fittedCurve } from './fitted-curve';
import { gapAt, sizeFor } from './forecast-of';
import { gapCurveOf, refit } from './refit';

const sizes = [16, 32, 64, 128, 256, 512, 1024, 2048];
const exact = (gap: (n: number) => number) => ({
  points: sizes.map((n) => ({ n, gap: gap(n), standardError: gap(n) * 1e-5 })),
  covariance: [],
});

const name = { reference: 'cube?dimension=3', id: 'cube', label: 'Cube' };
const cubePrediction = {
  task: { ...name, ambientDimension: 3 },
  group: { ...name, orbitDimension: 0, order: 1, exact: true },
  spaceDimension: 3,
  orbitDimension: 0,
  dimension: 3,
  laws: { iid: null, quantisation: null },
  conditions: [{ id: 'boundary', status: 'fails' as const, detail: '' }],
  gaps: [],
};

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

  it('tells of replicates as the engine does: of all sizes where they are known, of none otherwise', () => {
    const points = [1, 3].map((replicates) => ({ n: 1, gap: 1, standardError: 1, replicates }));
    expect(gapCurveOf({ points, covariance: [] }).replicates).toEqual([1, 3]);
    expect(
      gapCurveOf({ points: [...points, { n: 1, gap: 1, standardError: 1 }], covariance: [] }).replicates,
    ).toBeUndefined();
  });
});

describe('forecasts', () => {
  const curve = exact((n) => 7 / n);
  const fit = refit(curve, { model: 'power', window: 'auto' }, null);

  it('go on with the law, and back from the gap to the size', () => {
    expect(gapAt(curve, fit, 70_000).forecast?.value).toBeCloseTo(1e-4, 7);
    expect((sizeFor(curve, fit, 1e-4).forecast?.value ?? 0) / 70_000).toBeCloseTo(1, 4);
  });

  it('say why there is none', () => {
    expect(gapAt(curve, fit, 0)).toMatchObject({ forecast: null, problem: expect.stringContaining('size') });
  });
});

describe('fittedCurve', () => {
  it('fits by the model that the conditions recommend where the engine made no fit', () => {
    const gap = (n: number): number => 5 * n ** (-2 / 3) * (1 + 0.9 * n ** (-1 / 3));
    const result = {
      ...exact(gap),
      label: 'cube',
      index: 0,
      fit: null,
      fitProblem: null,
      prediction: cubePrediction,
      hypotheses: null,
      generalization: null,
      test: null,
      estimators: [],
      predictionProblem: null,
      group: 'trivial',
      trainer: null,
      law: null,
      transport: null,
    };
    const { fit, choice } = fittedCurve(result);
    expect(choice.model).toBe('power-boundary');
    expect(fit?.dimension).toBeCloseTo(3, 2);
  });

  it('says why there is no fit', () => {
    const result = {
      ...exact(() => 1),
      label: 'flat',
      index: 0,
      fit: null,
      fitProblem: null,
      prediction: null,
      hypotheses: null,
      generalization: null,
      test: null,
      estimators: [],
      predictionProblem: null,
      group: 'trivial',
      trainer: null,
      law: null,
      transport: null,
    };
    const { fit, problem } = fittedCurve(result, { model: 'power', window: [16, 2048] });
    expect(fit).toBeNull();
    expect(problem).toContain('does not fall');
  });
});
