import { cholesky, diagonalBlock } from '../mathematics/linear-algebra';
import type { RandomStream } from '../mathematics/random-stream';
import { mean, quantileOfSorted } from '../mathematics/statistics';
import type { GapCurve } from './gap-curve';
import type { LogCurve } from './log-curve';
import { fitModel } from './model-fit';
import type { FitModel } from './models';
import { weighting, type Weighting } from './weighting';

export interface BootstrapRequest {
  readonly curve: GapCurve;
  readonly logs: LogCurve;
  /** The window, as indices [from, to) of the sizes. */
  readonly from: number;
  readonly to: number;
  readonly model: FitModel;
  readonly constant: number | undefined;
  readonly level: number;
  readonly random: RandomStream;
  /** Gaps of each size's replicates. */
  readonly replicates?: readonly (readonly number[])[];
  readonly resamples?: number;
}

/**
 * Percentile bootstrap interval of d with the weights and the window held: replicates are drawn with replacement within each size, and the
 * deviations of their means stretched by √(r/(r − 1)), since r replicates scatter by that much less about their own mean than about
 * the truth. Without replicates, errors are drawn from the covariance.
 *
 * @returns null where more than a few resampled curves do not fall with n, so that an end is not bounded
 */
export function bootstrapInterval(request: BootstrapRequest): [number, number] | null {
  const { logs, from, to, model, constant, level, random, resamples = 999 } = request;
  const data = weighting(logs, from, to);
  const draw = replicateDraws(request) ?? parametricDraws(request);
  const slopes = Float64Array.from({ length: resamples }, () => {
    const resampled: Weighting = { ...data, logGaps: draw(random) };
    return fitModel(model, resampled, constant).minimum.parameters[1];
  }).sort();
  const low = quantileOfSorted(slopes, (1 - level) / 2);
  const high = quantileOfSorted(slopes, (1 + level) / 2);
  return high < -0.001 ? [-2 / low, -2 / high] : null;
}

function replicateDraws({
  replicates,
  logs,
  from,
  to,
}: BootstrapRequest): ((random: RandomStream) => Float64Array) | undefined {
  const windowed = replicates?.slice(from, to);
  if (windowed === undefined || windowed.some((values) => values.length < 2)) return undefined;
  const means = windowed.map(mean);
  return (random) =>
    Float64Array.from(windowed, (values, i) => {
      let sum = 0;
      for (let drawn = 0; drawn < values.length; drawn++) sum += values[random.integer(values.length)] as number;
      const centre = means[i] as number;
      const deviation = (sum / values.length / centre - 1) * Math.sqrt(values.length / (values.length - 1));
      return (logs.logGaps[from + i] as number) + Math.log(Math.max(1 + deviation, 1e-6));
    });
}

function parametricDraws({ logs, from, to }: BootstrapRequest): (random: RandomStream) => Float64Array {
  const count = to - from;
  const covariance = diagonalBlock(logs.covariance, logs.sizes.length, from, to);
  // A rounding's worth on the diagonal, so that a semi-definite covariance has a factor too.
  for (let i = 0; i < count; i++)
    covariance[i * (count + 1)] = (covariance[i * (count + 1)] as number) * (1 + 1e-9) + 1e-30;
  const factor = cholesky(covariance, count);
  return (random) => {
    const normals = Float64Array.from({ length: count }, () => random.normal());
    return Float64Array.from({ length: count }, (_, i) => {
      let value = logs.logGaps[from + i] as number;
      for (let j = 0; j <= i; j++)
        value +=
          factor === undefined
            ? j === i
              ? Math.sqrt(covariance[i * (count + 1)] as number) * (normals[i] as number)
              : 0
            : (factor[i * count + j] as number) * (normals[j] as number);
      return value;
    });
  };
}
