import type { GapCurve } from './gap-curve';
import { logCurve } from './log-curve';
import { criticalValue } from './model-fit';

/** The dimension that the slope between two neighbouring sizes stands for. */
export interface NeighbouringDimension {
  readonly from: number;
  readonly to: number;
  /** Where it belongs: their geometric mean. */
  readonly n: number;
  /** Null where the gap does not fall between them. */
  readonly dimension: number | null;
  readonly standardError: number | null;
  /** An end beyond which the slope is not negative is null: d is not bounded. */
  readonly interval: readonly [number | null, number | null];
}

/**
 * d = −2 / (Δ log R / Δ log n) between each size and the next, with the interval at the given level. Finer than the central differences of localDimension, and with larger
 * errors, of which neighbours share the size between them: they are correlated by −½ where the errors of the gaps are independent and equal.
 *
 * Few replicates' variances are pooled as in the fits, and no allowance is made for the deviation from a power law, which this is meant to show.
 * @throws ExpectedError as logCurve does
 */
export function neighbouringDimensions(curve: GapCurve, level = 0.95): readonly NeighbouringDimension[] {
  const { sizes, logSizes, logGaps, covariance, degreesOfFreedom } = logCurve(curve, []);
  const k = sizes.length;
  const critical = criticalValue(level, degreesOfFreedom);
  return sizes.slice(1).map((to, i) => {
    const from = sizes[i] as number;
    const span = (logSizes[i + 1] as number) - (logSizes[i] as number);
    const slope = ((logGaps[i + 1] as number) - (logGaps[i] as number)) / span;
    const at = (a: number, b: number): number => covariance[a * k + b] as number;
    const error = Math.sqrt(Math.max(0, at(i, i) + at(i + 1, i + 1) - 2 * at(i, i + 1))) / span;
    const [steepest, flattest] = [slope - critical * error, slope + critical * error];
    const falls = slope < 0;
    return {
      from,
      to,
      n: Math.sqrt(from * to),
      dimension: falls ? -2 / slope : null,
      standardError: falls ? (2 / slope ** 2) * error : null,
      // Symmetric in the slope, as the errors are.
      interval: [steepest < 0 ? -2 / steepest : null, flattest < 0 ? -2 / flattest : null],
    };
  });
}
