import { type Forecast, forecastSize } from '../fitting/forecast';
import type { GapCurve } from '../fitting/gap-curve';
import type { FitSettings } from '../fitting/refitted-model';
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
export function sizeForGap(curve: GapCurve, fit: FitSettings | null, gap: number, level = 0.95): NeededSize {
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
  // A gap of 0 has no logarithm: all that is known is between which sizes it was reached.
  if (gapAt(after) === 0)
    return {
      value: sizes[after] as number,
      interval: [sizes[after - 1] as number, sizes[after] as number],
      source: 'measured',
    };
  const { before, slope, share, centre } = placeOf(curve, after, gap);
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

/** Where a curve passes a gap above 0, between the size `after` and the one before, on a straight line in log-log: how far between them, and log n. */
function placeOf(
  { sizes, gaps }: GapCurve,
  after: number,
  gap: number,
): { before: number; slope: number; share: number; centre: number } {
  const before = after - 1;
  const [x, y] = [Math.log(sizes[before] as number), Math.log(gaps[before] as number)];
  const width = Math.log(sizes[after] as number) - x;
  const slope = (Math.log(gaps[after] as number) - y) / width;
  const step = (Math.log(gap) - y) / slope;
  return { before, slope, share: step / width, centre: x + step };
}

/** Change of log R at which the derivative of a forecast is taken. */
const change = 1e-3;

/** How the logarithm of the size at which a curve reaches a gap moves with log R at each of its sizes; undefined where it is a bound or not known. */
export function sizeGradient(curve: GapCurve, fit: FitSettings | null, gap: number): Float64Array | undefined {
  const { sizes } = curve;
  const gradient = new Float64Array(sizes.length);
  const after = sizes.findIndex((_, i) => (curve.gaps[i] as number) <= gap);
  if (after === 0 || (after > 0 && curve.gaps[after] === 0)) return undefined;
  if (after > 0) {
    const { before, slope, share } = placeOf(curve, after, gap);
    gradient[before] = (1 - share) / -slope;
    gradient[after] = share / -slope;
    return gradient;
  }
  if (fit === null) return undefined;
  for (const [i, size] of sizes.entries()) {
    if (size < fit.window[0] || size > fit.window[1]) continue;
    const [ahead = null, behind = null] = [change, -change].map((step) => {
      const gaps = Array.from(curve.gaps, (value, at) => (at === i ? value * Math.exp(step) : value));
      return forecastSize({ ...curve, gaps }, fit, gap).value;
    });
    if (ahead === null || behind === null) return undefined;
    gradient[i] = Math.log(ahead / behind) / (2 * change);
  }
  return gradient;
}
