/** Ranges of a flat picture's axes. */
export interface Ranges {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The picture's rectangle in pixels. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Room about the points, as a share of their extent. */
const margin = 0.06;

/**
 * Ranges that hold all points, with some room.
 * @param sets - points of the plane, pair after pair
 */
export function rangesOf(sets: readonly Float32Array[]): Ranges {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const set of sets)
    for (let i = 0; i + 1 < set.length; i += 2)
      for (const a of [0, 1] as const) {
        const value = set[i + a] as number;
        if (value < (low[a] as number)) low[a] = value;
        if (value > (high[a] as number)) high[a] = value;
      }
  const range = (a: 0 | 1): [number, number] => {
    const [from, to] = [low[a] as number, high[a] as number];
    if (!(to >= from)) return [-1, 1];
    const room = to > from ? (to - from) * margin : Math.max(1e-9, Math.abs(to) * margin, 0.5);
    return [from - room, to + room];
  };
  return { x: range(0), y: range(1) };
}

/** Ranges widened so that one unit is as long in both directions. */
export function withEqualUnits({ x, y }: Ranges, { width, height }: Rectangle): Ranges {
  const unit = Math.max((x[1] - x[0]) / Math.max(1, width), (y[1] - y[0]) / Math.max(1, height));
  const widened = ([from, to]: readonly [number, number], length: number): [number, number] => {
    const middle = (from + to) / 2;
    return [middle - (unit * length) / 2, middle + (unit * length) / 2];
  };
  return { x: widened(x, width), y: widened(y, height) };
}

/** Ranges zoomed about a place of the picture: `factor` < 1 comes nearer. */
export function zoomed(
  { x, y }: Ranges,
  factor: number,
  at: { readonly x: number; readonly y: number },
  frame: Rectangle,
): Ranges {
  const about = ([from, to]: readonly [number, number], share: number): [number, number] => {
    const fixed = from + (to - from) * share;
    return [fixed - (fixed - from) * factor, fixed + (to - fixed) * factor];
  };
  return {
    x: about(x, (at.x - frame.left) / frame.width),
    y: about(y, 1 - (at.y - frame.top) / frame.height),
  };
}

/** Ranges moved by so many pixels of the picture. */
export function panned({ x, y }: Ranges, dx: number, dy: number, frame: Rectangle): Ranges {
  const across = (-dx / frame.width) * (x[1] - x[0]);
  const up = (dy / frame.height) * (y[1] - y[0]);
  return { x: [x[0] + across, x[1] + across], y: [y[0] + up, y[1] + up] };
}

/** Where points of the plane are in the picture. */
export function toPixels({ x, y }: Ranges, frame: Rectangle): (px: number, py: number) => [number, number] {
  const across = frame.width / (x[1] - x[0]);
  const down = frame.height / (y[1] - y[0]);
  return (px, py) => [frame.left + (px - x[0]) * across, frame.top + (y[1] - py) * down];
}
