/** ψ(x) = d log Γ(x) / dx for x > 0: its asymptotic series (DLMF 5.11.2) after shifting x above 12. */
export function digamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 12) shift += 1 / z++;
  const r = 1 / (z * z);
  const tail =
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760 - r / 12))))));
  return Math.log(z) - 1 / (2 * z) - tail - shift;
}
