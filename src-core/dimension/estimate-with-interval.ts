import { normalQuantile } from '../mathematics/special-functions';
import type { DimensionEstimate } from './define-estimator';

const level = 0.95;

/** An estimate with the interval d·exp(± z·s/d): normal in log d, so that it never reaches 0. */
export function estimateWithInterval(
  dimension: number,
  standardError: number,
  method: DimensionEstimate['method'],
  excluded: number,
): DimensionEstimate {
  const factor = Math.exp((normalQuantile((1 + level) / 2) * standardError) / dimension);
  return { dimension, standardError, interval: [dimension / factor, dimension * factor], level, method, excluded };
}
