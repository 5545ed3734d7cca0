import type { FitModel } from './models';

/** What is needed to draw a fit. */
export interface FittedLaw {
  readonly model: FitModel;
  readonly dimension: number;
  readonly constant: number;
  /** σ² of the floor, b of the corrections. */
  readonly extra: number | null;
}

/** The gap that a fitted model gives at n: R = C n^(−2/d), with its floor or its correction. */
export function modelGap({ model, dimension, constant, extra }: FittedLaw, n: number): number {
  const power = constant * n ** (-2 / dimension);
  const b = extra ?? 0;
  if (model === 'power-floor') return power + b;
  if (model === 'power-boundary') return power * (1 + b * n ** (-1 / dimension));
  return model === 'power-curvature' ? power * (1 + b * n ** (-2 / dimension)) : power;
}
