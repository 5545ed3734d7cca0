/**
 * log I₀(x) and I₁(x)/I₀(x) of the modified Bessel functions of the first kind, without overflow, to about 1e−14.
 * Power series for small x (Abramowitz & Stegun 9.6.10), Hankel's expansion for large x (9.7.1).
 */
export function besselI0I1(x: number): { readonly logI0: number; readonly ratio: number } {
  const size = Math.abs(x);
  const sign = x < 0 ? -1 : 1;
  if (size < 30) {
    const quarter = (size * size) / 4;
    let term = 1;
    let i0 = 1;
    let i1 = 1;
    for (let k = 1; term > 1e-17 * i0; k++) {
      term *= quarter / (k * k);
      i0 += term;
      i1 += term / (k + 1);
    }
    return { logI0: Math.log(i0), ratio: (sign * (size / 2) * i1) / i0 };
  }
  const e0 = hankelSum(0, size);
  const e1 = hankelSum(1, size);
  return { logI0: size - 0.5 * Math.log(2 * Math.PI * size) + Math.log(e0), ratio: (sign * e1) / e0 };
}

/** e^{−|x|} I₀(x), to about 1e−14. */
export function scaledBesselI0(x: number): number {
  const size = Math.abs(x);
  if (size >= 30) return hankelSum(0, size) / Math.sqrt(2 * Math.PI * size);
  const quarter = (size * size) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return Math.exp(-size) * sum;
}

/** √(2πx) e^{−x} I_ν(x), for x ≥ 30. */
function hankelSum(order: number, x: number): number {
  const mu = 4 * order * order;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 40; k++) {
    const next = (-term * (mu - (2 * k - 1) ** 2)) / (k * 8 * x);
    if (Math.abs(next) >= Math.abs(term) || Math.abs(next) < 1e-18) break;
    term = next;
    sum += term;
  }
  return sum;
}
