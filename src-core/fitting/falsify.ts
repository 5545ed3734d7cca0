import { ExpectedError } from '../errors';
import type { GapCurve } from './gap-curve';
import { logCurve, standardAllowance, type Deviation } from './log-curve';
import { residualTest, weighting } from './weighting';
import { dot, forwardSubstitute } from '../mathematics/linear-algebra';

/** What the theory says, and how exactly. */
export interface Claim {
  /** d */
  readonly dimension: number;
  /** C of R_n ~ C n^(−2/d). */
  readonly constant: number;
  /** Standard error of the constant; 0 if left out. */
  readonly constantError?: number;
  /** Has the space a boundary, with a correction of relative order n^(−1/d)? No if left out. */
  readonly boundary?: boolean;
  /** Is the space curved in R^D, with a correction of relative order n^(−2/d)? Yes if left out. */
  readonly curved?: boolean;
  /** The p-value below which the curve deviates; 0.05 if left out. */
  readonly significance?: number;
}

/** The outcome of a falsification test; all plain values. */
export interface Falsification {
  /** Standardised deviation of log R from the theory, one a size. */
  z: number[];
  pValue: number;
  verdict: 'consistent' | 'deviates';
  direction: 'above' | 'below' | 'none';
}

/**
 * Standard deviations of the coefficients of n^(−1/d) and n^(−2/d). The unit cube in three dimensions has 0.9, the torus in two 1.6 and in
 * three about 1; the magnitudes leave room for as much again.
 */
const boundaryMagnitude = 1.5;
const curvatureMagnitude = 2;

/**
 * Does a measured curve contradict R_n ~ C n^(−2/d)?
 *
 * The law is a limit, so the corrections that it has at finite n are not held against it: a relative deviation b/n always (see standardAllowance), and
 * those of a boundary and of curvature where the space has them, each with a coefficient of mean 0 and a stated standard deviation; all sizes are used,
 * the small ones count less. With the errors of the curve and of the constant they form one covariance Σ of log R; z is each deviation over its own
 * standard error, and the p-value that of rᵀ Σ⁻¹ r, which accounts for all correlations, by χ² or, with few replicates, Hotelling's F.
 *
 * @throws ExpectedError where the curve cannot be used (see logCurve) or the claim is not finite and positive
 */
export function falsify(curve: GapCurve, claim: Claim): Falsification {
  const { dimension, constant, constantError = 0, boundary = false, curved = true, significance = 0.05 } = claim;
  if (!(dimension > 0 && dimension < Infinity && constant > 0 && constant < Infinity && constantError >= 0))
    throw new ExpectedError(
      'invalid-input',
      `A law with d = ${String(dimension)} and C = ${String(constant)}; expected finite numbers above 0.`,
    );
  const deviations: Deviation[] = [
    { magnitude: standardAllowance, exponent: 1 },
    { magnitude: constantError / constant, exponent: 0 },
  ];
  if (boundary) deviations.push({ magnitude: boundaryMagnitude, exponent: 1 / dimension });
  if (curved) deviations.push({ magnitude: curvatureMagnitude, exponent: 2 / dimension });
  const logs = logCurve(curve, deviations);
  const data = weighting(logs, 0, logs.sizes.length);
  const residuals = logs.logGaps.map(
    (value, i) => value - Math.log(constant) + (2 / dimension) * (logs.logSizes[i] ?? 0),
  );
  const z = Array.from(residuals, (residual, i) => residual / (data.standardErrors[i] ?? 1));
  const whitened = forwardSubstitute(data.factor, residuals, data.count);
  const { pValue } = residualTest(data, dot(whitened, whitened), []);
  const verdict = pValue < significance ? 'deviates' : 'consistent';
  const one = forwardSubstitute(data.factor, new Float64Array(data.count).fill(1), data.count);
  const shift = dot(one, whitened);
  return {
    z,
    pValue,
    verdict,
    direction: verdict === 'consistent' || shift === 0 ? 'none' : shift > 0 ? 'above' : 'below',
  };
}
