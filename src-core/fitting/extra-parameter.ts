import { criticalValue, type ModelFit } from './model-fit';
import { extraOf } from './models';

/** The floor or the coefficient of a correction, with its error. */
export interface ExtraFigures {
  extra: number | null;
  extraStandardError: number | null;
  extraInterval: [number, number] | null;
}

/**
 * σ² or b of a fit, its standard error by the delta method, and Student's interval of that error. A floor's interval ends at 0, below which no floor lies. Where the third
 * parameter lies at the end of its range the data tell no error of it.
 */
export function extraParameter(fit: ModelFit, level: number): ExtraFigures {
  const { model, data, minimum, covariance } = fit;
  const found = extraOf(model, data.logSizes[0] ?? 0, ...minimum.parameters);
  if (found === null) return { extra: null, extraStandardError: null, extraInterval: null };
  const { value: extra, derivatives } = found;
  if (!minimum.free.includes(2)) return { extra, extraStandardError: null, extraInterval: null };
  let variance = 0;
  derivatives.forEach((byP, p) =>
    derivatives.forEach((byQ, q) => (variance += byP * byQ * (covariance[p * 3 + q] as number))),
  );
  const extraStandardError = Math.sqrt(Math.max(0, variance));
  const width = criticalValue(level, fit.degreesOfFreedom) * extraStandardError;
  const least = model === 'power-floor' ? 0 : -Infinity;
  return { extra, extraStandardError, extraInterval: [Math.max(least, extra - width), extra + width] };
}
