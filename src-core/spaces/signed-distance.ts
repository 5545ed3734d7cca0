/** Writes to `out` the distance from (x, y) to a shape's outline, negative inside, and its two derivatives. */
export type SignedDistance = (x: number, y: number, out: Float64Array) => void;

type Outline = readonly (readonly [number, number])[];

/** Of an ellipse with semi-axes a and b along the axes: first-order in the distance (Taubin 1991), exact on the outline. */
export function ellipseDistance(a: number, b: number): SignedDistance {
  return (x, y, out) => {
    const level = Math.hypot(x / a, y / b);
    const slope = Math.hypot(x / (a * a), y / (b * b));
    if (slope === 0) {
      out.set([-b, 0, 0]);
      return;
    }
    const distance = (level * (level - 1)) / slope;
    out[0] = distance;
    const rise = (2 * level - 1) / (level * slope);
    const bend = distance / (slope * slope);
    out[1] = x * (rise / a ** 2 - bend / a ** 4);
    out[2] = y * (rise / b ** 2 - bend / b ** 4);
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
