import type { ScoreDimension } from '#contract/results';
import { mean, sampleVariance } from '#core/mathematics/statistics';

interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** The dimensions of several runs' scores, level by level: their means, with the standard error by how much runs differ, or of a single run its own. */
export function meanScoreDimensions(runs: readonly (readonly ScoreDimension[])[]): ScoreDimension[] {
  const levels = [...new Set(runs.flatMap((run) => run.map(({ noise }) => noise)))];
  return levels.map((noise) => {
    const same = runs.flatMap((run) => run.filter((one) => one.noise === noise));
    const flipd = meanOf(same.map((one) => ({ value: one.flipd, error: one.flipdError })));
    const ranks = same.flatMap(({ normalBundle: value, normalBundleError: error }) =>
      value === null || error === null ? [] : [{ value, error }],
    );
    const rank = ranks.length === 0 ? undefined : meanOf(ranks);
    return {
      noise,
      flipd: flipd.value,
      flipdError: flipd.error,
      normalBundle: rank?.value ?? null,
      normalBundleError: rank?.error ?? null,
    };
  });
}

function meanOf(estimates: readonly Estimate[]): Estimate {
  const [first] = estimates;
  if (first === undefined) throw new Error('There is nothing to take the mean of.');
  if (estimates.length === 1) return first;
  const values = estimates.map(({ value }) => value);
  return { value: mean(values), error: Math.sqrt(sampleVariance(values) / values.length) };
}
