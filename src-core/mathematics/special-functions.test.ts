import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chiSquareSurvival,
  erf,
  erfc,
  gamma,
  logBinomial,
  logGamma,
  normalDistribution,
  normalQuantile,
  regularisedBeta,
  regularisedGammaP,
  regularisedGammaQ,
  scaledBesselI,
  studentDistribution,
  studentQuantile,
} from './special-functions';

function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

// Reference values: mpmath 1.4 at 30 digits, unless a table is named.

describe('logGamma', () => {
  it.each([
    [0.1, 2.252712651734205902],
    [0.5, 0.57236494292470008707],
    [1.5, -0.12078223763524522235],
    [2.25, 0.1248717148923965943],
    [7.3, 7.1478925230222486921],
    [100.5, 361.43554046777762156],
    [12345.678, 103959.91990554605982],
  ])('agrees at %d', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(4e-15 * Math.max(1, Math.abs(expected)));
  });

  it('refuses what has no logarithm', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => logGamma(NaN)).toThrow(RangeError);
  });

  it('gives factorials and binomials', () => {
    for (let n = 1, factorial = 1; n < 20; factorial *= n++) expectRelative(gamma(n), factorial, 1e-13);
    expectRelative(Math.exp(logBinomial(52, 5)), 2598960, 1e-12);
  });
});

describe('incomplete gamma', () => {
  it.each([
    [0.5, 0.3, 0.56142197391900013648, 0.43857802608099986352],
    [3, 2, 0.32332358381693654053, 0.67667641618306345947],
    [3, 10, 0.99723060428448842406, 0.0027693957155115759437],
    [50, 45, 0.24680203440017027271, 0.75319796559982972729],
    [50, 80, 0.99986921602340858966, 0.00013078397659141033656],
    [0.5, 40, 0.99999999999999999963, 3.7440973842028987636e-19],
  ])('agrees at a = %d, x = %d', (a, x, p, q) => {
    expectRelative(regularisedGammaP(a, x), p, 1e-13);
    expectRelative(regularisedGammaQ(a, x), q, 1e-13);
  });

  it('gives the χ² table’s 5 % points, given to four decimals (Abramowitz & Stegun, table 26.8)', () => {
    for (const [degreesOfFreedom, point] of [
      [1, 3.84146],
      [5, 11.0705],
      [30, 43.7729],
    ] as const)
      expect(chiSquareSurvival(point, degreesOfFreedom)).toBeCloseTo(0.05, 5);
  });
});

describe('incomplete beta', () => {
  it.each([
    [0.3, 2, 3, 0.3483],
    [0.9, 0.5, 0.5, 0.79516723530086657191],
    [0.01, 20, 0.5, 1.2597199925095978031e-41],
    [0.6, 120, 80, 0.49615829847575204868],
  ])('agrees at x = %d, a = %d, b = %d', (x, a, b, expected) => {
    expectRelative(regularisedBeta(x, a, b), expected, 1e-12);
  });
});

describe('erf', () => {
  it.each([
    [0.5, 0.52049987781304653768, 0.47950012218695346232],
    [1, 0.84270079294971486934, 0.15729920705028513066],
    [2, 0.99532226501895273416, 0.0046777349810472658379],
    [5, 0.99999999999846254021, 1.5374597944280348502e-12],
  ])('agrees at %d', (x, value, complement) => {
    expectRelative(erf(x), value, 1e-14);
    expectRelative(erfc(x), complement, 1e-13);
    expectRelative(erf(-x), -value, 1e-14);
    expectRelative(erfc(-x), 1 + value, 1e-14);
  });
});

describe('quantiles', () => {
  it('are those of the normal law', () => {
    expectRelative(normalQuantile(0.975), 1.959963984540054, 1e-14);
    expectRelative(normalQuantile(0.01), -2.3263478740408408, 1e-14);
    expectRelative(normalQuantile(1e-10), -6.361340902404056, 1e-13);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(2)]).toEqual([-Infinity, Infinity, NaN]);
  });

  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 10, 2.228138851986274],
    [0.995, 3, 5.840909309733355],
    [0.9, 2.5, 1.7302509288071766],
  ])('are those of Student’s t: p = %d, ν = %d', (p, degreesOfFreedom, expected) => {
    expectRelative(studentQuantile(p, degreesOfFreedom), expected, 1e-12);
    expectRelative(studentQuantile(1 - p, degreesOfFreedom), -expected, 1e-12);
  });

  it('invert the distribution functions', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.double({ min: 0.5, max: 500, noNaN: true }),
        (p, degreesOfFreedom) => {
          expectRelative(normalDistribution(normalQuantile(p)), p, 1e-12);
          expectRelative(studentDistribution(studentQuantile(p, degreesOfFreedom), degreesOfFreedom), p, 1e-10);
        },
      ),
    );
  });
});

describe('scaledBesselI', () => {
  it.each([
    [0.1, 0.90710092578230109165, 0.045298446808809327277],
    [1, 0.4657596075936404365, 0.20791041534970844887],
    [5, 0.18354081260932835307, 0.16397226694454235693],
    [29, 0.074407468222225585054, 0.073113117939388365104],
    [31, 0.071946496696983832763, 0.070776392834385680169],
    [200, 0.02822715994911191567, 0.028156503394832917822],
  ])('agrees at %d', (x, zero, one) => {
    expectRelative(scaledBesselI(0, x), zero, 1e-14);
    expectRelative(scaledBesselI(1, x), one, 1e-14);
    expectRelative(scaledBesselI(1, -x), -one, 1e-14);
  });
});
