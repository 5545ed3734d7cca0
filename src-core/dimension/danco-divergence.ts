import { digamma } from '../mathematics/digamma';
import { logBinomial, scaledBesselI } from '../mathematics/special-functions';
import type { DancoStatistics } from './danco-statistics';

/**
 * The Kullback–Leibler divergences of the laws of distances and of angles of a reference from those of the data, added up (Ceruti et al., 2014, eqs. 11 and 12).
 */
export function dancoDivergence(data: DancoStatistics, reference: DancoStatistics, k: number): number {
  return distanceDivergence(reference.distance / data.distance, k) + angleDivergence(data, reference);
}

/** Of the laws of MiND-ML, whose dimensions have this quotient. */
function distanceDivergence(quotient: number, k: number): number {
  let [harmonic, sum] = [0, 0];
  for (let i = 0; i <= k; i++) {
    if (i > 0) harmonic += 1 / i;
    sum += (i % 2 === 0 ? 1 : -1) * Math.exp(logBinomial(k, i)) * digamma(1 + i / quotient);
  }
  return harmonic * quotient - Math.log(quotient) - (k - 1) * sum;
}

/** Of two laws of von Mises. */
function angleDivergence(data: DancoStatistics, reference: DancoStatistics): number {
  const [tau, other] = [data.concentration, reference.concentration];
  const logBessel = (x: number): number => Math.log(scaledBesselI(0, x)) + x;
  return (
    logBessel(other) -
    logBessel(tau) +
    (scaledBesselI(1, tau) / scaledBesselI(0, tau)) * (tau - other * Math.cos(data.angle - reference.angle))
  );
}
