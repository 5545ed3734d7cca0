/** W₀(x), the solution w ≥ 0 of w eʷ = x, for x ≥ 0: Halley's iteration (Corless, Gonnet, Hare, Jeffrey & Knuth, 1996, eq. 5.9). */
export function lambertW(x: number): number {
  if (!(x >= 0)) throw new RangeError(`lambertW needs x ≥ 0, not ${String(x)}.`);
  let w = Math.log1p(x);
  for (let step = 0; step < 50; step++) {
    const power = Math.exp(w);
    const error = w * power - x;
    const next = w - error / (power * (w + 1) - ((w + 2) * error) / (2 * w + 2));
    if (Math.abs(next - w) <= 1e-15 * Math.abs(next)) return next;
    w = next;
  }
  return w;
}
