import { cholesky, diagonalBlock } from '../mathematics/linear-algebra';
import type { RandomStream } from '../mathematics/random-stream';
import { mean, quantileOfSorted } from '../mathematics/statistics';
import { curveFromReplicates, type GapCurve } from './gap-curve';
import { logCurve, type Deviation, type LogCurve } from './log-curve';
import { fitModel, profileEnds, profileRoot, type ModelFit } from './model-fit';
import { evaluateModel } from './models';
import { weighting, type Weighting } from './weighting';

export interface BootstrapRequest {
  readonly curve: GapCurve;
  readonly logs: LogCurve;
  readonly deviations: readonly Deviation[];
  /** The window, as indices [from, to) of the sizes. */
  readonly from: number;
  readonly to: number;
  /** Of the curve in the window. */
  readonly fit: ModelFit;
  readonly constant: number | undefined;
  readonly level: number;
  /** Slopes beyond which an end is not bounded. */
  readonly range: readonly [number, number];
  readonly random: RandomStream;
  /** Gaps of each size's replicates. */
  readonly replicates?: readonly (readonly number[])[];
  readonly resamples?: number;
}

/** More resampled curves than this share without a finite error, and there is no interval. */
const mostFailures = 0.05;

/**
 * Studentised bootstrap interval of d (Davison & Hinkley, 1997, § 5.2.1) with the window held: curves are drawn about the fitted one, each is fitted with
 * weights of its own, and the quantiles of the signed root of its profile take the place of Student's in the interval. So it allows for variances from
 * few replicates, for the deviation at small n, and for a scale that is taken from the residuals, as the profile does, and for skewness besides.
 *
 * Replicates' relative deviations are drawn from all sizes together, each over its size's standard deviation. Without replicates, errors are
 * drawn from the covariance.
 *
 * @returns null where an end is not bounded
 */
export function bootstrapInterval(request: BootstrapRequest): [number, number] | null {
  const { fit, constant, level, range, random, resamples = 999 } = request;
  const truth = fit.minimum.parameters[1];
  const draw = replicateDraws(request) ?? parametricDraws(request);
  const roots = Float64Array.from({ length: resamples }, () =>
    profileRoot(fitModel(fit.model, draw(random), constant), 1, truth),
  )
    .filter(Number.isFinite)
    .sort();
  if (roots.length < (1 - mostFailures) * resamples) return null;
  const [low, high] = profileEnds(
    fit,
    1,
    [quantileOfSorted(roots, (1 + level) / 2), -quantileOfSorted(roots, (1 - level) / 2)],
    range,
  );
  return low === null || high === null ? null : [-2 / low, -2 / high];
}

/** log R of the fitted model in the window, and as measured elsewhere. */
function fittedLogGaps({ logs, from, fit }: BootstrapRequest): Float64Array {
  const { data, minimum, model } = fit;
  const [a, s, e] = minimum.parameters;
  const out = new Float64Array(4);
  const values = Float64Array.from(logs.logGaps);
  data.logSizes.forEach((x, i) => {
    evaluateModel(model, x, data.logSizes[0] ?? 0, a, s, e, out);
    values[from + i] = out[0] as number;
  });
  return values;
}

function replicateDraws(request: BootstrapRequest): ((random: RandomStream) => Weighting) | undefined {
  const { replicates, curve, logs, deviations, from, to } = request;
  const { sizes } = curve;
  if (replicates?.length !== sizes.length || logs.scaleUnknown) return undefined;
  // Standard deviation of a single replicate, relative to the gap.
  const spreads = replicates.map((values, i) => (logs.standardErrors[i] as number) * Math.sqrt(values.length));
  const pool = replicates.flatMap((values, i) => {
    const [centre, spread] = [mean(values), spreads[i] as number];
    if (values.length < 2 || spread === 0) return [];
    return values.map((value) => ((value / centre - 1) / spread) * Math.sqrt(values.length / (values.length - 1)));
  });
  if (pool.length === 0) return undefined;
  const centres = fittedLogGaps(request).map(Math.exp);
  return (random) => {
    const shifts = deviations.map(({ magnitude }) => magnitude * random.normal());
    const drawn = replicates.map((values, i) => {
      const shift = deviations.reduce(
        (sum, { exponent }, k) => sum + (shifts[k] as number) * (sizes[i] as number) ** -exponent,
        0,
      );
      const centre = (centres[i] as number) * Math.exp(shift);
      return values.map(() => {
        const relative = 1 + (spreads[i] as number) * (pool[random.integer(pool.length)] as number);
        return centre * Math.max(relative, 1e-6);
      });
    });
    // A single replicate's variance is predicted from the other sizes; it has no error of its own.
    const resampled = curveFromReplicates(
      sizes,
      drawn,
      drawn.map((values) => values.map(() => 0)),
    );
    return weighting(logCurve(resampled, deviations), from, to);
  };
}

function parametricDraws(request: BootstrapRequest): (random: RandomStream) => Weighting {
  const { logs, from, to, fit } = request;
  const count = to - from;
  const covariance = diagonalBlock(logs.covariance, logs.sizes.length, from, to);
  // A rounding's worth on the diagonal, so that a semi-definite covariance has a factor too.
  for (let i = 0; i < count; i++)
    covariance[i * (count + 1)] = (covariance[i * (count + 1)] as number) * (1 + 1e-9) + 1e-30;
  const factor = cholesky(covariance, count);
  const centres = fittedLogGaps(request).subarray(from, to);
  const scale = Math.sqrt(fit.widened);
  return (random) => {
    const normals = Float64Array.from({ length: count }, () => random.normal());
    const logGaps = Float64Array.from({ length: count }, (_, i) => {
      let error = 0;
      for (let j = 0; j <= i; j++)
        error +=
          factor === undefined
            ? j === i
              ? Math.sqrt(covariance[i * (count + 1)] as number) * (normals[i] as number)
              : 0
            : (factor[i * count + j] as number) * (normals[j] as number);
      return (centres[i] as number) + scale * error;
    });
    return { ...fit.data, logGaps };
  };
}
