import { besselValues, lookUpBessel } from './bessel-table';
import { gaussLegendre } from './gauss-legendre';

/** Parts of the integral below e^{−45} of the integrand's largest value are left out. */
const negligible = 45;
const { nodes, weights } = gaussLegendre(12);

interface Node {
  readonly x: number;
  readonly weight: number;
}

/**
 * log c(S) and E[R_ii] for the matrix von Mises–Fisher law on SO(4), as rotationMoments does, by a double integral. With R v = p v q̄ for
 * unit quaternions p, q (Haar: independent and uniform on S³), tr(S R) = Σ_a t_a p_a q_a, where t_0 = s_1 + s_2 + s_3 + s_4, t_1 = s_1 + s_2 − s_3 − s_4,
 * and so on. In Hopf's coordinates p = (sin a e^{iα}, cos a e^{iβ}), and q likewise with b, the four angles on circles integrate to Bessel
 * functions I₀ (their addition theorem), and with φ = a − b, ψ = π − a − b there remains
 *
 *   c(S) = ∫∫ sin(ψ+φ) sin(ψ−φ) I₀(x(s_1+s_4)) I₀(x(s_2+s_3)) I₀(y(s_1−s_4)) I₀(y(s_2−s_3)) dφ dψ,  x = (cos φ + cos ψ)/2, y = (cos φ − cos ψ)/2,
 *
 * over 0 ≤ φ ≤ min(ψ, π − ψ), 0 ≤ ψ ≤ π. The exponents add up to (s_1+s_2) cos φ + (s_3+s_4) cos ψ: the peak is at φ = ψ = 0, towards which
 * the Gauss–Legendre panels shrink. For the quaternions see Conway & Smith, "On quaternions and octonions" (2003), chapter 4.
 *
 * @param s - proper singular values: s_1 ≥ s_2 ≥ s_3 ≥ |s_4|
 */
export function momentsInFourDimensions(s: Float64Array, mean: Float64Array): number {
  const [s1 = 0, s2 = 0, s3 = 0, s4 = 0] = s;
  let total = 0;
  const sums = new Float64Array(4);
  for (const { x: psi, weight: psiWeight } of panels(Math.PI, s3 + s4)) {
    const psiLoss = 2 * (s3 + s4) * Math.sin(psi / 2) ** 2;
    for (const { x: phi, weight: phiWeight } of panels(Math.min(psi, Math.PI - psi), s1 + s2)) {
      const loss = psiLoss + 2 * (s1 + s2) * Math.sin(phi / 2) ** 2;
      if (loss > negligible) continue;
      const x = Math.cos((psi + phi) / 2) * Math.cos((psi - phi) / 2);
      const y = Math.sin((psi + phi) / 2) * Math.sin((psi - phi) / 2);
      lookUpBessel(x * (s1 + s4));
      let exponent = besselValues.excess - loss;
      let a = besselValues.ratio;
      lookUpBessel(x * (s2 + s3));
      exponent += besselValues.excess;
      let b = besselValues.ratio;
      lookUpBessel(y * (s1 - s4));
      exponent += besselValues.excess;
      let c = besselValues.ratio;
      lookUpBessel(y * (s2 - s3));
      exponent += besselValues.excess;
      let d = besselValues.ratio;
      const weight = psiWeight * phiWeight * Math.sin(psi + phi) * Math.sin(psi - phi) * Math.exp(exponent);
      total += weight;
      a *= weight * x;
      b *= weight * x;
      c *= weight * y;
      d *= weight * y;
      sums[0] = (sums[0] ?? 0) + a + c;
      sums[1] = (sums[1] ?? 0) + b + d;
      sums[2] = (sums[2] ?? 0) + b - d;
      sums[3] = (sums[3] ?? 0) + a - c;
    }
  }
  for (let i = 0; i < 4; i++) mean[i] = (sums[i] ?? 0) / total;
  return s1 + s2 + s3 + s4 + Math.log(total);
}

/** Nodes on [0, end] for a function with the factor e^{−2 decay sin²(x/2)}: panels that double from its width on. */
function panels(end: number, decay: number): readonly Node[] {
  const out: Node[] = [];
  for (let from = 0; from < end;) {
    if (2 * decay * Math.sin(from / 2) ** 2 > negligible) break;
    // At π/2 the range of φ has a kink.
    const stop = from < Math.PI / 2 ? Math.min(end, Math.PI / 2) : end;
    const to = Math.min(stop, from === 0 ? 1 / Math.sqrt(1 + decay) : 2 * from);
    const half = (to - from) / 2;
    nodes.forEach((node, k) => out.push({ x: from + half * (1 + node), weight: half * (weights[k] ?? 0) }));
    from = to;
  }
  return out;
}
