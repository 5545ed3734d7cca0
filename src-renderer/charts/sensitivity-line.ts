/** A dimension for one value of a parameter. */
export interface SensitivityPoint {
  readonly value: number;
  readonly dimension: number;
  readonly interval: readonly [number, number];
}

/** Places in a small chart, in pixels from its upper left corner. */
export interface SensitivityLine {
  readonly points: readonly { readonly x: number; readonly y: number; readonly low: number; readonly high: number }[];
  /** The line through the points, as an SVG path. */
  readonly path: string;
  /** The dimensions at the lower and the upper edge. */
  readonly range: readonly [number, number];
}

/** Room at each edge for the marks. */
const margin = 3;

/** Dimensions against a parameter, which is spread evenly in its logarithm, each with its interval; the axis of d spans the intervals. */
export function sensitivityLine(given: readonly SensitivityPoint[], width: number, height: number): SensitivityLine {
  const logs = given.map(({ value }) => Math.log(Math.max(value, Number.MIN_VALUE)));
  const [left, right] = [Math.min(...logs), Math.max(...logs)];
  const range = [
    Math.min(...given.map(({ interval }) => interval[0])),
    Math.max(...given.map(({ interval }) => interval[1])),
  ] as const;
  const across = (log: number): number =>
    margin + (width - 2 * margin) * (right > left ? (log - left) / (right - left) : 0.5);
  const down = (d: number): number =>
    height - margin - (height - 2 * margin) * (range[1] > range[0] ? (d - range[0]) / (range[1] - range[0]) : 0.5);
  const points = given.map(({ dimension, interval }, i) => ({
    x: across(logs[i] ?? 0),
    y: down(dimension),
    low: down(interval[0]),
    high: down(interval[1]),
  }));
  const path = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return { points, path, range };
}
