import fc from 'fast-check';
import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../errors';
import { randomStream } from '../mathematics/random-stream';
import { fitCurve } from './fit-curve';
import { curveFromReplicates, type GapCurve } from './gap-curve';

const sizes = [16, 32, 64, 128, 256, 512, 1024];
const whole = [16, 1024] as const;

function diagonal(variances: readonly number[]): Float64Array {
  const covariance = new Float64Array(variances.length ** 2);
  variances.forEach((variance, i) => (covariance[i * (variances.length + 1)] = variance));
  return covariance;
}

/** A curve without scatter whose points have independent relative errors. */
function curveOf(law: (n: number) => number, relativeError = 0.01): GapCurve {
  const gaps = sizes.map(law);
  return { sizes, gaps, covariance: diagonal(gaps.map((gap) => (relativeError * gap) ** 2)) };
}

/** A measured-looking curve, for comparison with other software. */
const example = {
  sizes,
  gaps: [1.31, 0.9, 0.57, 0.4, 0.26, 0.185, 0.124],
  errors: [0.06, 0.035, 0.02, 0.012, 0.007, 0.005, 0.003],
};
const exampleCurve: GapCurve = {
  sizes,
  gaps: example.gaps,
  covariance: diagonal(example.errors.map((error) => error ** 2)),
};

/** Standard errors of d, C and the third parameter by numeric derivatives of log R, from the formulas of the models alone. */
function numericErrors(model: string, parameters: readonly number[]): number[] {
  const law = (n: number, [d = 1, c = 1, extra = 0]: readonly number[]): number => {
    const power = c * n ** (-2 / d);
    if (model === 'power-floor') return power + extra;
    const order = model === 'power-boundary' ? 1 / d : 2 / d;
    return power * (1 + extra * n ** -order);
  };
  const rows = sizes.map((n, i) => {
    const error = (example.errors[i] ?? 1) / (example.gaps[i] ?? 1);
    return parameters.map((value, p) => {
      const step = 1e-5 * Math.max(Math.abs(value), 1e-2);
      const moved = (by: number) => parameters.map((other, q) => (p === q ? other + by : other));
      return (Math.log(law(n, moved(step))) - Math.log(law(n, moved(-step)))) / (2 * step * error);
    });
  });
  const normal = new Matrix(rows).transpose().mmul(new Matrix(rows));
  return inverse(normal).diagonal().map(Math.sqrt);
}

describe('fitCurve, against SciPy', () => {
  // v = (se/R)**2; y = log(R) + v/2; least_squares of (y - model)/sqrt(v), third parameter bounded to the same range;
  // interval: brentq of 2*cost(s held) - 2*cost - norm.ppf(.975)**2; aicc = chi2 + 2p + 2p(p+1)/(k-p-1)  (SciPy 1.17.1)
  it.each([
    ['power', 3.5403678331, 6.1723826685, 3.8730193805, [3.4331549117, 3.6544928378], 10.8730193805, null],
    ['power-floor', 3.3631640587, 6.7840593447, 2.773700573, [3.0620721517, 3.636310406], 16.773700573, 0.0148299488],
    ['power-boundary', 4.1907278893, 2.4794935297, 2.7140900033, [3.3116172023, 4.3331450265], 16.7140900033, 1.937892],
    [
      'power-curvature',
      3.7480639812,
      4.9279530806,
      2.7261250145,
      [3.3941634577, 4.6242077019],
      16.7261250145,
      0.8172558,
    ],
  ] as const)('%s', (model, dimension, constant, chi2, interval, aicc, extra) => {
    const fit = fitCurve(exampleCurve, { model, window: whole, allowance: 0 });
    expect(fit.dimension).toBeCloseTo(dimension, 5);
    expect(fit.constant).toBeCloseTo(constant, 5);
    expect(fit.chi2).toBeCloseTo(chi2, 7);
    expect(fit.interval[0]).toBeCloseTo(interval[0], 5);
    expect(fit.interval[1]).toBeCloseTo(interval[1], 5);
    expect(fit.aicc).toBeCloseTo(aicc, 7);
    if (extra === null) expect(fit.extra).toBeNull();
    else expect(fit.extra).toBeCloseTo(extra, 5);
  });

  it('gives the standard errors of the constant and of the third parameter, by the delta method', () => {
    // J by central differences of log R by (d, C, σ²) or (d, C, b) over the errors of log R; sqrt(diag(inv(J'J))) at the minimum (NumPy)
    for (const model of ['power', 'power-floor', 'power-curvature'] as const) {
      const fit = fitCurve(exampleCurve, { model, window: whole, allowance: 0 });
      const parameters = [fit.dimension, fit.constant, ...(fit.extra === null ? [] : [fit.extra])];
      const errors = numericErrors(model, parameters);
      expect(fit.standardError / (errors[0] ?? 0)).toBeCloseTo(1, 4);
      expect(fit.constantStandardError / (errors[1] ?? 0)).toBeCloseTo(1, 4);
      if (model === 'power') expect(fit).toMatchObject({ extraStandardError: null, extraInterval: null });
      else {
        expect((fit.extraStandardError ?? 0) / (errors[2] ?? 0)).toBeCloseTo(1, 3);
        const width = 1.959964 * (fit.extraStandardError ?? 0);
        expect(fit.extraInterval?.[1]).toBeCloseTo((fit.extra ?? 0) + width, 5);
        const low = (fit.extra ?? 0) - width;
        expect(fit.extraInterval?.[0]).toBeCloseTo(model === 'power-floor' ? Math.max(0, low) : low, 5);
      }
    }
  });

  it('tells no error of a parameter that lies at the end of its range', () => {
    // b n₀^(−1/d) is 1 here, the most that is allowed.
    const fit = fitCurve(exampleCurve, { model: 'power-boundary', window: whole, allowance: 0 });
    expect(fit).toMatchObject({ extraStandardError: null, extraInterval: null });
  });

  it('fits the chosen model alone where no others are asked for, to the same figures', () => {
    const all = fitCurve(exampleCurve, { model: 'power-curvature', window: whole });
    const { models, ...alone } = fitCurve(exampleCurve, { model: 'power-curvature', window: whole, compare: false });
    expect(models.map(({ model }) => model)).toEqual(['power-curvature']);
    expect(all).toMatchObject(alone);
    expect(all.models.length).toBeGreaterThan(1);
  });

  it('takes quick intervals from the standard error of the exponent, and all else as it is', () => {
    const exact = fitCurve(exampleCurve, { model: 'power-floor', window: whole });
    const quick = fitCurve(exampleCurve, { model: 'power-floor', window: whole, quick: true });
    expect({ ...quick, interval: 0, constantInterval: 0, models: 0 }).toEqual({
      ...{ ...exact, interval: 0, constantInterval: 0, models: 0 },
    });
    // s = −2/d and its error 2σ/d².
    const slope = -2 / quick.dimension;
    const width = (1.959964 * 2 * quick.standardError) / quick.dimension ** 2;
    expect(quick.interval[0]).toBeCloseTo(-2 / (slope - width), 5);
    expect(quick.interval[1]).toBeCloseTo(-2 / (slope + width), 5);
    const [line, same] = [false, true].map((hurry) => fitCurve(exampleCurve, { window: whole, quick: hurry }));
    expect(line?.interval).toEqual(same?.interval);
  });

  it('gives the p-value of χ²', () => {
    const fit = fitCurve(exampleCurve, { window: whole, allowance: 0 });
    expect(fit.degreesOfFreedom).toBe(5);
    expect(fit.pValue).toBeCloseTo(0.5678392293, 9);
  });

  it('fits correlated points by generalised least squares with the sandwich formula', () => {
    // S = 0.6**|i-j| sqrt(v_i v_j); W = S + 0.02 diag(S); A = inv(X'inv(W)X) X'inv(W); cov = A S A'  (NumPy)
    const relative = example.errors.map((error, i) => error / (example.gaps[i] ?? 1));
    const covariance = sizes.flatMap((_, i) =>
      sizes.map(
        (__, j) =>
          0.6 ** Math.abs(i - j) *
          (relative[i] ?? 0) *
          (relative[j] ?? 0) *
          (example.gaps[i] ?? 0) *
          (example.gaps[j] ?? 0),
      ),
    );
    const fit = fitCurve({ sizes, gaps: example.gaps, covariance }, { window: whole, allowance: 0 });
    expect(fit.dimension).toBeCloseTo(3.5415840581, 8);
    expect(fit.standardError).toBeCloseTo(0.0691729104, 8);
    expect(fit.interval[0]).toBeCloseTo(3.4110063292, 8);
    expect(fit.interval[1]).toBeCloseTo(3.6825571014, 8);
    expect(fit.constant).toBeCloseTo(6.1749637376, 8);
  });

  it('holds the constant of the theory, and widens the interval of a model that does not fit by √(χ²/ν)', () => {
    const fit = fitCurve(exampleCurve, { model: 'tied', constant: 5.2, window: whole, allowance: 0 });
    expect(fit.dimension).toBeCloseTo(3.7401540811, 8);
    expect(fit.chi2).toBeCloseTo(15.7509275448, 8);
    expect(fit.constant).toBe(5.2);
    // The plain interval of s = −2/d, from the same script: −2/3.7117613566 … −2/3.7689845281.
    const half = (2 / 3.7117613565883523 - 2 / 3.768984528135624) / 2;
    const widened = half * Math.sqrt(15.750927544821629 / 6);
    expect(fit.interval[0]).toBeCloseTo(-2 / (-2 / 3.7401540810737965 - widened), 7);
    expect(fit.interval[1]).toBeCloseTo(-2 / (-2 / 3.7401540810737965 + widened), 7);
  });
});

describe('fitCurve, by hand', () => {
  it('solves three equally weighted points in closed form', () => {
    // log n = 0, 1, 2 and log R = 0, −1.2, −1.8: slope = (−1.8 − 0)/2 = −0.9, mean = −1, so log C = −1 + 0.9 = −0.1;
    // residuals −0.1·(−1, 2, −1) → 0.1, −0.2, 0.1 up to sign, Σ = 0.06; relative error 0.1, so χ² = 6.
    const law = [0, -1.2, -1.8].map(Math.exp);
    const curve = {
      sizes: [0, 1, 2].map(Math.exp),
      gaps: law,
      covariance: diagonal(law.map((gap) => (0.1 * gap) ** 2)),
    };
    const fit = fitCurve(curve, { window: [0.9, 8], allowance: 0 });
    expect(fit.dimension).toBeCloseTo(2 / 0.9, 9);
    // Equal weights, so the correction v/2 = 0.005 shifts log C alone.
    expect(Math.log(fit.constant)).toBeCloseTo(-0.1 + 0.005, 9);
    expect(fit.chi2).toBeCloseTo(6, 6);
    expect(fit.degreesOfFreedom).toBe(1);
    expect(fit.residuals.map(({ residual }) => Math.round(residual * 1e6) / 1e6)).toEqual([1, -2, 1]);
  });
});

describe('fitCurve', () => {
  it('recovers the parameters of each model from its own curve', () => {
    const laws = {
      power: (n: number) => 5 * n ** -0.8,
      'power-floor': (n: number) => 5 * n ** -0.8 + 0.05,
      'power-boundary': (n: number) => 5 * n ** -0.8 * (1 + 1.5 * n ** -0.4),
      'power-curvature': (n: number) => 5 * n ** -0.8 * (1 - 3 * n ** -0.8),
    };
    for (const model of ['power', 'power-floor', 'power-curvature'] as const) {
      const fit = fitCurve(curveOf(laws[model], 1e-5), { model, window: whole, allowance: 0 });
      expect(fit.dimension).toBeCloseTo(2.5, 4);
      expect(fit.constant).toBeCloseTo(5, 3);
      expect(fit.models[0]?.model).toBe(model);
      expect(fit.models[0]?.aicc).toBe(0);
    }
  });

  it('does not depend on the unit of the gap, but for the constant', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (factor) => {
        const scaled = {
          sizes,
          gaps: example.gaps.map((gap) => gap * factor),
          covariance: diagonal(example.errors.map((error) => (error * factor) ** 2)),
        };
        const fit = fitCurve(scaled);
        const reference = fitCurve(exampleCurve);
        expect(fit.dimension).toBeCloseTo(reference.dimension, 6);
        expect(fit.constant / factor).toBeCloseTo(reference.constant, 5);
        expect(fit.pValue).toBeCloseTo(reference.pValue, 6);
      }),
      { numRuns: 30 },
    );
  });

  it('turns a unit of n into a factor of the constant', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 100, noNaN: true }), (factor) => {
        const stretched = { ...exampleCurve, sizes: sizes.map((n) => n * factor) };
        const fit = fitCurve(stretched, { allowance: 0, window: [1, 1e6] });
        const reference = fitCurve(exampleCurve, { allowance: 0, window: whole });
        expect(fit.dimension).toBeCloseTo(reference.dimension, 6);
        expect(fit.constant / factor ** (2 / fit.dimension)).toBeCloseTo(reference.constant, 5);
      }),
      { numRuns: 30 },
    );
  });

  it('finds any exact power law', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 30, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (d, c) => {
          const fit = fitCurve(curveOf((n) => c * n ** (-2 / d), 1e-4));
          expect(fit.dimension / d).toBeCloseTo(1, 4);
          expect(fit.constant / c).toBeCloseTo(1, 4);
          expect(fit.window).toEqual([16, 1024]);
        },
      ),
    );
  });

  it('leaves an end of the interval open where the slope may be zero', () => {
    const fit = fitCurve(
      curveOf((n) => n ** -0.02, 0.05),
      { allowance: 0 },
    );
    expect(fit.interval[0]).toBeGreaterThan(0);
    expect(fit.interval[1]).toBeNull();
  });

  it('leaves out, automatically, the points that no power law describes', () => {
    const bent = curveOf((n) => (n < 100 ? n ** -0.2 : 100 ** 0.6 * n ** -0.8));
    const fit = fitCurve(bent, { allowance: 0 });
    expect(fit.window).toEqual([128, 1024]);
    expect(fit.dimension).toBeCloseTo(2.5, 3);
    expect(fitCurve(bent, { allowance: 0, window: whole }).pValue).toBeLessThan(1e-6);
  });

  it('chooses the window with the model that is asked for, so that a floor does not cost the sizes that show it', () => {
    const floored = curveOf((n) => 1 / n + 0.002);
    const fit = fitCurve(floored, { model: 'power-floor', allowance: 0 });
    expect(fit.window).toEqual([16, 1024]);
    expect(fit.dimension).toBeCloseTo(2, 2);
    expect(fit.extra).toBeCloseTo(0.002, 4);
    expect(fitCurve(floored, { allowance: 0 }).window).not.toEqual([16, 1024]);
  });

  it('allows for a deviation of order 1/n without taking it for a slope', () => {
    const law = (n: number): number => (5 / n) * (1 - 2.5 / n);
    const plain = fitCurve(curveOf(law, 0.004), { allowance: 0, window: whole });
    const allowed = fitCurve(curveOf(law, 0.004), { window: whole });
    expect(plain.interval[0]).toBeGreaterThan(2);
    expect(allowed.interval[0]).toBeLessThan(2);
    expect(allowed.interval[1]).toBeGreaterThan(2);
    expect(Math.abs(allowed.dimension - 2)).toBeLessThan(0.25 * Math.abs(plain.dimension - 2));
  });

  it('takes the scale of the errors from the residuals where there is one replicate', () => {
    const single = fitCurve({ ...exampleCurve, replicates: 1 }, { window: whole, allowance: 0 });
    const known = fitCurve(exampleCurve, { window: whole, allowance: 0 });
    // Student's t with 5 degrees of freedom over the normal's: 2.5706/1.9600, in the slope; χ² is below 5, so it does not widen.
    const width = ([low, high]: readonly (number | null)[]): number => 2 / (low ?? 0) - 2 / (high ?? 0);
    expect(width(single.interval) / width(known.interval)).toBeCloseTo(2.5705818366 / 1.9599639845, 6);
  });

  it('has bootstrap intervals close to the profile’s', () => {
    const random = randomStream(['bootstrap test']);
    const replicates = sizes.map((n) => Array.from({ length: 40 }, () => (5 / n) * Math.exp(0.1 * random.normal())));
    const curve = curveFromReplicates(sizes, replicates);
    const profile = fitCurve(curve, { window: whole });
    for (const bootstrap of [{ random, replicates }, { random }]) {
      const { bootstrapInterval } = fitCurve(curve, { window: whole, bootstrap });
      const width = (profile.interval[1] ?? 0) - (profile.interval[0] ?? 0);
      const found = (bootstrapInterval?.[1] ?? 0) - (bootstrapInterval?.[0] ?? 0);
      expect(found / width).toBeGreaterThan(0.8);
      expect(found / width).toBeLessThan(1.25);
    }
  });

  it('has bootstrap intervals that allow for as much at small n as the profile, and for a scale from the residuals', () => {
    const random = randomStream(['bootstrap allowance']);
    const widths = (options: Parameters<typeof fitCurve>[1], curve: GapCurve): readonly number[] => {
      const fit = fitCurve(curve, { window: whole, bootstrap: { random }, ...options });
      return [fit.interval, fit.bootstrapInterval ?? [0, 0]].map(([low, high]) => (high ?? Infinity) - (low ?? 0));
    };
    const exact = curveOf((n) => 5 / n, 1e-4);
    const [profile = 0, bootstrap = 0] = widths({}, exact);
    const [bare = 0] = widths({ allowance: 0 }, exact);
    expect(profile).toBeGreaterThan(1.8 * bare);
    expect(bootstrap / profile).toBeGreaterThan(0.8);
    expect(bootstrap / profile).toBeLessThan(1.25);
    // One replicate: the errors given are far below the scatter, which the residuals show.
    const scattered: GapCurve = { ...exampleCurve, covariance: diagonal(sizes.map(() => 1e-12)), replicates: 1 };
    const [fromResiduals = 0, drawn = 0] = widths({ allowance: 0 }, scattered);
    expect(drawn / fromResiduals).toBeGreaterThan(0.75);
    expect(drawn / fromResiduals).toBeLessThan(1.35);
  });

  it.each([
    ['a gap that does not fall', { sizes, gaps: sizes.map((n) => n), covariance: diagonal(sizes.map(() => 1)) }, {}],
    ['a gap of zero', { sizes, gaps: sizes.map(() => 0), covariance: diagonal(sizes.map(() => 1)) }, {}],
    ['two sizes', { sizes: [1, 2], gaps: [1, 0.5], covariance: diagonal([1, 1]) }, {}],
    [
      'three sizes for three parameters',
      { sizes: [1, 2, 4], gaps: [1, 0.5, 0.26], covariance: diagonal([1e-4, 1e-4, 1e-4]) },
      { model: 'power-floor' as const },
    ],
    ['a window without points', exampleCurve, { window: [2000, 3000] as const }],
    ['a tied model without its constant', exampleCurve, { model: 'tied' as const }],
    ['an impossible level', exampleCurve, { level: 1 }],
  ])('refuses %s', (_, curve, options) => {
    expect(() => fitCurve(curve, options)).toThrow(ExpectedError);
  });
});
