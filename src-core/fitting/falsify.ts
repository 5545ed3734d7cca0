import { ExpectedError } from '../errors';
import { isReached } from '../laws/asymptotic-range';
import type { GapCurve } from './gap-curve';
import { logCurve, standardAllowance, type Deviation } from './log-curve';
import { orthonormalColumns, residualTest, weighting } from './weighting';
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
  /**
   * What the variation of the density makes of the law at each of the curve's sizes: the expected gap over C n^(−2/d). Sizes at which it is off by more
   * than a tenth are not tested; 1 everywhere if left out.
   */
  readonly ratios?: readonly number[];
  /**
   * How far the gap of a model that does as it should may lie below and above the law, as shares of it: where the coefficient of the constant is only bounded,
   * and where training ends in a local optimum. Both 0 if left out.
   */
  readonly slack?: { readonly below: number; readonly above: number };
  /** The p-value below which the curve deviates; 0.05 if left out. */
  readonly significance?: number;
}

/** The outcome of a falsification test; all plain values. */
export interface Falsification {
  /** Standardised deviation of log R from the theory, one a size; null at a size that was not tested. */
  z: (number | null)[];
  /** 1 where the law was not tested. */
  pValue: number;
  /** 'not-applicable' where fewer than three sizes are large enough for the law. */
  verdict: 'consistent' | 'deviates' | 'not-applicable';
  direction: 'above' | 'below' | 'none';
  /** Which sizes were not tested, and what was allowed for, in words; empty where there is nothing to say. */
  detail: string;
}

/** The ratios are found about flat tangent spaces and may be off by as much again. */
const roomForRatios = 2;
/** The fewest sizes that a law is tested on. */
const fewestSizes = 3;

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
 * Sizes at which the density's variation keeps the gap off its limit are left out, and what is left of that deviation counts as a further error. Within the
 * slack that a claim states, the constant is fitted.
 *
 * @throws ExpectedError where the curve cannot be used (see logCurve) or the claim is not finite and positive
 */
export function falsify(curve: GapCurve, claim: Claim): Falsification {
  const { dimension, constant, constantError = 0, boundary = false, curved = true, significance = 0.05 } = claim;
  const { slack = { below: 0, above: 0 } } = claim;
  if (!(dimension > 0 && dimension < Infinity && constant > 0 && constant < Infinity && constantError >= 0))
    throw new ExpectedError(
      'invalid-input',
      `A law with d = ${String(dimension)} and C = ${String(constant)}; expected finite numbers above 0.`,
    );
  const tested = curve.sizes.flatMap((_, i) => (isReached(claim.ratios?.[i] ?? 1) ? [i] : []));
  const detail = detailOf(curve, tested, slack);
  if (tested.length < Math.min(fewestSizes, curve.sizes.length))
    return { z: curve.sizes.map(() => null), pValue: 1, verdict: 'not-applicable', direction: 'none', detail };
  const deviations: Deviation[] = [
    { magnitude: standardAllowance, exponent: 1 },
    { magnitude: constantError / constant, exponent: 0 },
  ];
  if (boundary) deviations.push({ magnitude: boundaryMagnitude, exponent: 1 / dimension });
  if (curved) deviations.push({ magnitude: curvatureMagnitude, exponent: 2 / dimension });
  const unreached = tested.map((i) => roomForRatios * ((claim.ratios?.[i] ?? 1) - 1));
  const logs = logCurve(curveOf(curve, tested), deviations, [unreached]);
  const data = weighting(logs, 0, logs.sizes.length);
  const residuals = logs.logGaps.map(
    (value, i) => value - Math.log(constant) + (2 / dimension) * (logs.logSizes[i] ?? 0),
  );
  const one = forwardSubstitute(data.factor, new Float64Array(data.count).fill(1), data.count);
  const best = dot(one, forwardSubstitute(data.factor, residuals, data.count)) / dot(one, one);
  const shift = Math.min(Math.max(best, Math.log1p(-slack.below)), Math.log1p(slack.above));
  const shifted = residuals.map((residual) => residual - shift);
  const whitened = forwardSubstitute(data.factor, shifted, data.count);
  // A shift inside the slack is a fitted parameter.
  const fitted = shift === best && slack.below + slack.above > 0 ? orthonormalColumns(one, data.count, 1) : [];
  const { pValue } = residualTest(data, dot(whitened, whitened), fitted);
  const verdict = pValue < significance ? 'deviates' : 'consistent';
  const side = dot(one, whitened);
  const z: (number | null)[] = curve.sizes.map(() => null);
  tested.forEach((at, i) => (z[at] = (shifted[i] as number) / (data.standardErrors[i] ?? 1)));
  return {
    z,
    pValue,
    verdict,
    direction: verdict === 'consistent' || side === 0 || fitted.length > 0 ? 'none' : side > 0 ? 'above' : 'below',
    detail,
  };
}

/** The sizes of a curve at the given places. */
function curveOf({ sizes, gaps, covariance, replicates }: GapCurve, at: readonly number[]): GapCurve {
  if (at.length === sizes.length)
    return { sizes, gaps, covariance, ...(replicates === undefined ? {} : { replicates }) };
  const counts = typeof replicates === 'object' ? at.map((i) => replicates[i] ?? 1) : replicates;
  return {
    sizes: at.map((i) => sizes[i] as number),
    gaps: at.map((i) => gaps[i] as number),
    covariance: at.flatMap((i) => at.map((j) => covariance[i * sizes.length + j] as number)),
    ...(counts === undefined ? {} : { replicates: counts }),
  };
}

function detailOf(curve: GapCurve, tested: readonly number[], slack: { below: number; above: number }): string {
  const sentences: string[] = [];
  const left = curve.sizes.filter((_, i) => !tested.includes(i));
  if (left.length > 0)
    sentences.push(
      tested.length < fewestSizes
        ? 'The law’s limit is not reached at enough of these sizes to test it.'
        : `Not tested at n = ${left.join(', ')}, where the law’s limit is not reached.`,
    );
  const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`;
  if (slack.above > 0) sentences.push(`Up to ${percent(slack.above)} above the law is allowed for.`);
  if (slack.below > 0) sentences.push(`Up to ${percent(slack.below)} below the law is allowed for.`);
  return sentences.join(' ');
}
