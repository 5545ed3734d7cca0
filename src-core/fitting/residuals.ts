import type { GapCurve } from './gap-curve';
import { logCurve, standardAllowance } from './log-curve';
import { modelGap, type FittedLaw } from './model-gap';

/** How far a point lies from a fit, in standard errors. */
export interface Residual {
  readonly n: number;
  readonly residual: number;
  /** Whether the fit used it. */
  readonly used: boolean;
}

/** What is needed of a fit. */
export interface WindowedLaw extends FittedLaw {
  readonly window: readonly [number, number];
  /** Of an older fit, which does not tell it, the standard one. */
  readonly allowance?: number | undefined;
}

/**
 * Residuals of log R at all sizes of a curve, those outside the window of the fit too: over the standard errors that the fit counts with, which hold the deviation from the
 * law that it allows for at small n.
 * @throws ExpectedError as logCurve does
 */
export function residualsOf(curve: GapCurve, law: WindowedLaw): readonly Residual[] {
  const logs = logCurve(curve, [{ magnitude: law.allowance ?? standardAllowance, exponent: 1 }]);
  const k = logs.sizes.length;
  return logs.sizes.map((n, i) => {
    const error = Math.sqrt(logs.covariance[i * (k + 1)] as number);
    const difference = (logs.logGaps[i] as number) - Math.log(modelGap(law, n));
    return {
      n,
      residual: error > 0 ? difference / error : Math.abs(difference) < 1e-9 ? 0 : Math.sign(difference) * Infinity,
      used: n >= law.window[0] && n <= law.window[1],
    };
  });
}
