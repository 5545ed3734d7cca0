/** The maximum of g u + h v + (p u² + 2 q u v + r v²) / 2 over |u| ≤ 1, |v| ≤ 1: inside, or else on an edge. */
export function quadraticMaximum(g: number, h: number, p: number, q: number, r: number): number {
  const determinant = p * r - q * q;
  if (p < 0 && determinant > 0) {
    const u = (q * h - r * g) / determinant;
    const v = (q * g - p * h) / determinant;
    if (Math.abs(u) <= 1 && Math.abs(v) <= 1) return (g * u + h * v) / 2;
  }
  return Math.max(
    g + p / 2 + onEdge(h + q, r),
    -g + p / 2 + onEdge(h - q, r),
    h + r / 2 + onEdge(g + q, p),
    -h + r / 2 + onEdge(g - q, p),
  );
}

/** The maximum of g u + p u² / 2 over |u| ≤ 1. */
function onEdge(g: number, p: number): number {
  const slope = Math.abs(g);
  return slope < -p ? (slope * slope) / (-2 * p) : slope + p / 2;
}

/**
 * The most that the third-order term of Taylor's polynomial is in a box of the half sides a and b.
 * @param twists - the third derivatives along the first axis thrice, twice, once, not at all
 */
export function cubicBound(twists: Float64Array, a: number, b: number): number {
  return (
    (Math.abs(twists[0] as number) * a * a * a +
      3 * Math.abs(twists[1] as number) * a * a * b +
      3 * Math.abs(twists[2] as number) * a * b * b +
      Math.abs(twists[3] as number) * b * b * b) /
    6
  );
}
