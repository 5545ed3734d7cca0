/** Writes to `out` the distance from (x, y) to a shape's outline, negative inside, and its two derivatives. */
export type SignedDistance = (x: number, y: number, out: Float64Array) => void;

type Outline = readonly (readonly [number, number])[];

/**
 * Of an ellipse with semi-axes a and b ≤ a along the axes: (q − 1) / 2√D with q = x²/a² + y²/b² and D = g + ((1 − q)/(1 + q))² / 4b², where
 * √g = |∇q| / 2. First-order in the distance near the outline, where D = g (Taubin, "Estimation of planar curves …", IEEE PAMI 13, 1991);
 * the second term keeps it smooth at the centre, where g vanishes and the distance is −b.
 */
export function ellipseDistance(a: number, b: number): SignedDistance {
  return (x, y, out) => {
    const [levelX, levelY] = [x / (a * a), y / (b * b)];
    const level = x * levelX + y * levelY;
    const ratio = (1 - level) / (1 + level);
    const square = levelX * levelX + levelY * levelY + (ratio / (2 * b)) ** 2;
    const root = Math.sqrt(square);
    out[0] = (level - 1) / (2 * root);
    // Derivatives: of q, 2 levelX; of g, 2 levelX / a²; of the ratio, −2 / (1 + q)² that of q.
    const bend = (level - 1) / (4 * square * root);
    const turn = ratio / (b * (1 + level)) ** 2;
    out[1] = levelX / root - 2 * bend * levelX * (1 / (a * a) - turn);
    out[2] = levelY / root - 2 * bend * levelY * (1 / (b * b) - turn);
  };
}

/** Of a simple polygon, exact: the nearest edge, and the sign by the parity of the crossings of a horizontal ray. */
export function polygonDistance(outline: Outline): SignedDistance {
  const edges = outline.map(([x, y], i) => {
    const [endX, endY] = outline[(i + 1) % outline.length] ?? [x, y];
    const [alongX, alongY] = [endX - x, endY - y];
    return { x, y, endY, alongX, alongY, square: alongX * alongX + alongY * alongY };
  });
  return (px, py, out) => {
    let nearest = Infinity;
    let inside = false;
    for (const { x, y, endY, alongX, alongY, square } of edges) {
      const [fromX, fromY] = [px - x, py - y];
      const share = Math.max(0, Math.min(1, (fromX * alongX + fromY * alongY) / square));
      const [awayX, awayY] = [fromX - share * alongX, fromY - share * alongY];
      const distance = awayX * awayX + awayY * awayY;
      if (distance < nearest) {
        nearest = distance;
        out[1] = awayX;
        out[2] = awayY;
      }
      if (y > py !== endY > py && fromX < (alongX * fromY) / alongY) inside = !inside;
    }
    const distance = (inside ? -1 : 1) * Math.sqrt(nearest);
    out[0] = distance;
    out[1] = distance === 0 ? 0 : (out[1] ?? 0) / distance;
    out[2] = distance === 0 ? 0 : (out[2] ?? 0) / distance;
  };
}

/** An arrow along the x axis, in the unit circle. */
export const arrowOutline: Outline = [
  [1, 0],
  [0.2, 0.7],
  [0.2, 0.3],
  [-0.9, 0.3],
  [-0.9, -0.3],
  [0.2, -0.3],
  [0.2, -0.7],
];

/** A regular pentagon in the unit circle. */
export const pentagonOutline: Outline = Array.from({ length: 5 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 5;
  return [Math.cos(angle), Math.sin(angle)] as const;
});
