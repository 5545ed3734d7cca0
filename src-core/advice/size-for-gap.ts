import { type Forecast, type ForecastFit, forecastSize } from '../fitting/forecast';
import type { GapCurve } from '../fitting/gap-curve';
import { criticalValue } from '../fitting/model-fit';

/** How many points a gap takes, and how that is known. */
export interface NeededSize extends Forecast {
  /** Read off between measured sizes, forecast by the fit beyond them, or below the smallest size: then the value is that size, and the interval is open below. */
  readonly source: 'measured' | 'forecast' | 'below' | 'none';
}

/**
 * The size at which a measured curve reaches a gap: between two sizes by a straight line in log-log, with the error that the gap's own error makes; beyond the last size
 * as the fit expects.
 */
export function sizeForGap(curve: GapCurve, fit: ForecastFit | null, gap: number, level = 0.95): NeededSize {
  const { sizes } = curve;
  const gapAt = (i: number): number => curve.gaps[i] as number;
  const after = sizes.findIndex((_, i) => gapAt(i) <= gap);
  if (after === 0) {
    const smallest = sizes[0] as number;
    return { value: smallest, interval: [null, smallest], source: gapAt(0) === gap ? 'measured' : 'below' };
  }
  if (after < 0) {
    if (fit === null) return { value: null, interval: [null, null], source: 'none' };
    return { ...forecastSize(curve, fit, gap), source: 'forecast' };
  }
  const before = after - 1;
  // A gap of 0 has no logarithm: all that is known is between which sizes it was reached.
  if (gapAt(after) === 0)
    return {
      value: sizes[after] as number,
      interval: [sizes[before] as number, sizes[after] as number],
      source: 'measured',
    };
  const [x, y] = [Math.log(sizes[before] as number), Math.log(gapAt(before))];
  const slope = (Math.log(gapAt(after)) - y) / (Math.log(sizes[after] as number) - x);
  const share = (Math.log(gap) - y) / (slope * (Math.log(sizes[after] as number) - x));
  const centre = x + (Math.log(gap) - y) / slope;
  const k = sizes.length;
  const relative = (a: number, b: number): number => (curve.covariance[a * k + b] as number) / (gapAt(a) * gapAt(b));
  const variance =
    (1 - share) ** 2 * relative(before, before) +
    share ** 2 * relative(after, after) +
    2 * share * (1 - share) * relative(before, after);
  const width = (criticalValue(level, Infinity) * Math.sqrt(Math.max(0, variance))) / -slope;
  return {
    value: Math.exp(centre),
    interval: [Math.exp(centre - width), Math.exp(centre + width)],
    source: 'measured',
  };
}
