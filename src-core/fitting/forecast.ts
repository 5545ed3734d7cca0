import { ExpectedError } from '../errors';
import { differenceInterval, type IntervalEstimate } from './difference-interval';
import type { OpenInterval } from './fit-curve';
import type { GapCurve } from './gap-curve';
import { criticalValue } from './model-fit';
import { evaluateModel } from './models';
import { exponentials } from './parameter-intervals';
import { refittedModel, type FitSettings } from './refitted-model';

/** A forecast value with its interval at the fit's level; an end that the data do not bound is null. */
export interface Forecast {
  readonly value: number | null;
  readonly interval: OpenInterval;
}

/** Sizes that a forecast looks at, at most. */
const largestSize = 1e18;

/**
 * The gap that the fitted model expects at n training points. The interval is that of the mean curve, not of one new training set.
 * @param curve - the curve that was fitted
 * @param fit - of that curve; its model, window, level and allowance are used
 */
export function forecastGap(curve: GapCurve, fit: FitSettings, n: number): Forecast {
  if (!(n >= 1 && n <= largestSize))
    throw new ExpectedError('invalid-input', `The size n = ${String(n)}; expected from 1 to 1e18.`);
  const band = bandOf(curve, fit);
  const { centre, width } = band(Math.log(n));
  return { value: Math.exp(centre), interval: [Math.exp(centre - width), Math.exp(centre + width)] };
}

/**
 * The number of training points at which the fitted model reaches a target gap: where its curve and the ends of its band cross the target.
 * null where they do not cross it between n = 1 and 10¹⁸, as with a floor above the target.
 */
export function forecastSize(curve: GapCurve, fit: FitSettings, targetGap: number): Forecast {
  if (!(targetGap > 0 && targetGap < Infinity))
    throw new ExpectedError('invalid-input', `The target gap ${String(targetGap)}; expected a finite number above 0.`);
  const band = bandOf(curve, fit);
  const target = Math.log(targetGap);
  const crossing = (side: -1 | 0 | 1): number | null => {
    const value = (x: number): number => {
      const { centre, width } = band(x);
      return centre + side * width - target;
    };
    // The band widens away from the points, so that its upper end may rise again: the first crossing after the smallest size below.
    let low = 0;
    if (value(low) <= 0) return 1;
    const end = Math.log(largestSize);
    let high = low;
    while (value(high) > 0) {
      low = high;
      high += 0.25;
      if (high > end) return null;
    }
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (value(middle) > 0) low = middle;
      else high = middle;
    }
    return Math.exp((low + high) / 2);
  };
  return { value: crossing(0), interval: [crossing(-1), crossing(1)] };
}

/** log R at log n and the half width of its band, by the delta method. */
function bandOf(curve: GapCurve, fit: FitSettings): (x: number) => { centre: number; width: number } {
  const refitted = refittedModel(curve, fit);
  const { data } = refitted;
  const [a, s, e] = refitted.minimum.parameters;
  const critical = criticalValue(fit.level, refitted.degreesOfFreedom);
  const out = new Float64Array(4);
  return (x) => {
    evaluateModel(fit.model, x, data.logSizes[0] ?? 0, a, s, e, out);
    let variance = 0;
    for (let p = 0; p < 3; p++)
      for (let q = 0; q < 3; q++)
        variance += (out[p + 1] ?? 0) * (refitted.covariance[p * 3 + q] ?? 0) * (out[q + 1] ?? 0);
    return { centre: out[0] ?? 0, width: critical * Math.sqrt(Math.max(0, variance)) };
  };
}

/**
 * By what factor a symmetry reduces the data that a gap needs: the ratio of the sizes without and with it; null where either is not reached.
 *
 * @param correlation - of the logarithms of the sizes, as where both curves come from the same points: what they have in common leaves the ratio as it is
 */
export function dataFactor(without: Forecast, withSymmetry: Forecast, correlation = 0): Forecast {
  if (without.value === null || withSymmetry.value === null) return { value: null, interval: [null, null] };
  const [a, b] = [logarithm(without.value, without), logarithm(withSymmetry.value, withSymmetry)];
  return { value: without.value / withSymmetry.value, interval: exponentials(differenceInterval(a, b, correlation)) };
}

function logarithm(value: number, { interval: [low, high] }: Forecast): IntervalEstimate {
  return {
    value: Math.log(value),
    interval: [low === null ? null : Math.log(low), high === null ? null : Math.log(high)],
  };
}
