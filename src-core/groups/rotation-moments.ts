import { besselI0I1, scaledBesselI0 } from './bessel';
import { gaussLegendre } from './gauss-legendre';
import { momentsInFourDimensions } from './rotation-moments-4d';

/** Up to this dimension the moments are exact. */
export const largestExactDimension = 4;

/**
 * The matrix von Mises–Fisher law on SO(d) with diagonal parameter S: density ∝ exp(Σ_i s_i R_ii) against Haar measure.
 * Returns log c(S), c(S) = ∫ exp(tr(S R)) dR, and writes E[R_ii] = ∂ log c / ∂s_i to `mean`.
 *
 * Exact for d ≤ 4: d = 2 is von Mises' law; for d = 3 the one-dimensional integral of T. Lee, "Bayesian attitude estimation with the
 * matrix Fisher distribution on SO(3)" (IEEE Trans. Automatic Control 63, 2018, eqs. 11 and 12), by Gauss–Legendre panels that
 * shrink towards both ends, so that large S is as accurate as small; d = 4 see momentsInFourDimensions. For d ≥ 5 a product of plane
 * rotations stands for the law: E[R] has the right limits, Laplace's as S → ∞ and 0 as S → 0; an approximation in between.
 *
 * @param s - proper singular values: s_1 ≥ … ≥ s_{d−1} ≥ |s_d|
 */
export function rotationMoments(s: Float64Array, mean: Float64Array): number {
  if (s.length === 2) {
    const { logI0, ratio } = besselI0I1((s[0] ?? 0) + (s[1] ?? 0));
    mean.fill(ratio);
    return logI0;
  }
  if (s.length === 3) return momentsInSpace(s, mean);
  return s.length === 4 ? momentsInFourDimensions(s, mean) : momentsByPlanes(s, mean);
}

const { nodes, weights } = gaussLegendre(12);

function momentsInSpace(s: Float64Array, mean: Float64Array): number {
  const [s1 = 0, s2 = 0, s3 = 0] = s;
  integrate(s2, s3, s1);
  mean[0] = integral.first / integral.zeroth;
  integrate(s1, s3, s2);
  mean[1] = integral.first / integral.zeroth;
  integrate(s1, s2, s3);
  mean[2] = integral.first / integral.zeroth;
  return s1 + s2 + s3 + Math.log(integral.zeroth);
}

const integral = { zeroth: 0, first: 0 };

/** ∫ ½ I₀(½(a−b)(1−u)) I₀(½(a+b)(1+u)) e^{cu − (a+b+c)} {1, u} du over [−1, 1], for a ≥ |b|. */
function integrate(a: number, b: number, c: number): void {
  integral.zeroth = 0;
  integral.first = 0;
  const smallest = 1 / (1 + a + Math.abs(b) + Math.abs(c));
  const decay = b + c;
  for (let from = 0; from < 1;) {
    const to = from === 0 ? Math.min(1, smallest) : Math.min(1, 2 * from);
    addPanel(a, b, decay, from, to);
    addPanel(a, b, decay, 2 - to, 2 - from);
    from = to;
  }
}

/** Parts of the integral below e^{−45} of the integrand's largest value are left out. */
const negligible = 45;

/** One panel in t = 1 − u; the exponent beyond the Bessel functions' own growth is −t (b + c). */
function addPanel(a: number, b: number, decay: number, from: number, to: number): void {
  if (decay * from > negligible) return;
  const half = (to - from) / 2;
  for (let k = 0; k < nodes.length; k++) {
    const t = from + half * (1 + (nodes[k] as number));
    const value = scaledBesselI0(0.5 * (a - b) * t) * scaledBesselI0(0.5 * (a + b) * (2 - t)) * Math.exp(-decay * t);
    const weighted = 0.5 * half * (weights[k] as number) * value;
    integral.zeroth += weighted;
    integral.first += weighted * (1 - t);
  }
}

function momentsByPlanes(s: Float64Array, mean: Float64Array): number {
  const d = s.length;
  const share = 1 / (d - 1);
  let log = 0;
  mean.fill(0);
  for (let i = 0; i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      const { logI0, ratio } = besselI0I1(share * ((s[i] ?? 0) + (s[j] ?? 0)));
      log += logI0;
      mean[i] = (mean[i] ?? 0) + share * ratio;
      mean[j] = (mean[j] ?? 0) + share * ratio;
    }
  }
  return log;
}
