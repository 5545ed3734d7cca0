import { localDimensions } from '../gap/local-dimension';
import type { GapCurve } from './gap-curve';
import { logCurve } from './log-curve';
import { criticalValue } from './model-fit';

/** The local dimension at one size, with its band. */
export interface LocalDimensionBand {
  readonly n: number;
  readonly dimension: number;
  readonly standardError: number;
  /** An end beyond which the slope is not negative is null: d is not bounded. */
  readonly interval: readonly [number | null, number | null];
}

/**
 * d(n) = −2 / (d log R / d log n) by central differences at the inner sizes, with a band at the given level. Few replicates' variances are
 * pooled as in the fits; no allowance is made for the deviation from a power law, which this is meant to show. Sizes between which the gap does not fall
 * are left out.
 */
export function localDimension(curve: GapCurve, level = 0.95): readonly LocalDimensionBand[] {
  const logs = logCurve(curve, []);
  const k = logs.sizes.length;
  const gaps = Float64Array.from(curve.gaps);
  const covariance = logs.covariance.map((value, at) => value * (gaps[Math.floor(at / k)] ?? 0) * (gaps[at % k] ?? 0));
  const critical = criticalValue(level, logs.degreesOfFreedom);
  return localDimensions(logs.sizes, gaps, covariance).map(({ size, dimension, standardError }) => {
    // Symmetric in the slope s = −2/d, as the errors are.
    const slope = -2 / dimension;
    const width = (critical * standardError * 2) / dimension ** 2;
    return {
      n: size,
      dimension,
      standardError,
      interval: [-2 / (slope - width), slope + width < 0 ? -2 / (slope + width) : null],
    };
  });
}
