import type { OpenInterval } from './fit-curve';
import { profileInterval, type ModelFit } from './model-fit';

/** Exponents beyond which d counts as unbounded: d between 0.02 and 2000. */
export const slopeRange: readonly [number, number] = [-100, -0.001];
/** log C beyond which C counts as unbounded. */
const logConstantRange: readonly [number, number] = [-700, 700];

/** d = −2/s rises with s, so the interval's ends keep their order; an exponent of 0 or more is an infinite d. */
export function dimensionInterval(fit: ModelFit, level: number, quick = false): OpenInterval {
  const [low, high] = profileInterval(fit, 1, level, slopeRange, quick);
  return [low === null ? null : -2 / low, high === null ? null : -2 / high];
}

/** Of log C; the value alone where the model was given it. */
export function logConstantInterval(fit: ModelFit, level: number, quick = false): OpenInterval {
  const [a] = fit.minimum.parameters;
  if (fit.model === 'tied') return [a, a];
  const [low, high] = profileInterval(fit, 0, level, logConstantRange, quick);
  return [low, high];
}

/** The exponentials of an interval's ends. */
export function exponentials([low, high]: OpenInterval): OpenInterval {
  return [low === null ? null : Math.exp(low), high === null ? null : Math.exp(high)];
}
