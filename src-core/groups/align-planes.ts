import type { Points } from '../mathematics/points';
import { multiplyTransposed, rowsPerBlock } from './inner-products';
import type { FrequencyClass, TurnedPlane } from './planes';
import { SingleSearch, type TurnSearch } from './turn-search';

/** All pairs: the coefficients by matrix products over blocks of rows, then the best angle pair by pair. */
export function alignPlanes(
  y: Points,
  z: Points,
  out: Float64Array,
  classes: readonly FrequencyClass[],
  left: readonly number[],
  reflections: boolean,
  search: TurnSearch,
): void {
  const columns = z.count;
  const blockRows = rowsPerBlock(columns * classes.length * (reflections ? 4 : 2));
  const gathered = classes.map((entry) => ({
    depth: 2 * entry.planes.length,
    y: gatherPlanes(y, entry.planes, 1, 1, false),
    re: gatherPlanes(z, entry.planes, 1, 1, false),
    im: gatherPlanes(z, entry.planes, 1, -1, true),
    flippedRe: reflections ? gatherPlanes(z, entry.planes, 1, -1, false) : undefined,
    flippedIm: reflections ? gatherPlanes(z, entry.planes, -1, -1, true) : undefined,
  }));
  const yLeft = gatherCoordinates(y, left);
  const zLeft = gatherCoordinates(z, left);
  const planesOf = (): Float64Array[] => classes.map(() => new Float64Array(blockRows * columns));
  const [re, im, flippedRe, flippedIm] = [
    planesOf(),
    planesOf(),
    reflections ? planesOf() : [],
    reflections ? planesOf() : [],
  ];

  for (let from = 0; from < y.count; from += blockRows) {
    const rows = Math.min(blockRows, y.count - from);
    const target = out.subarray(from * columns, (from + rows) * columns);
    gathered.forEach((entry, c) => {
      const part = entry.y.subarray(from * entry.depth, (from + rows) * entry.depth);
      const products: [Float64Array | undefined, Float64Array | undefined][] = [
        [entry.re, re[c]],
        [entry.im, im[c]],
        [entry.flippedRe, flippedRe[c]],
        [entry.flippedIm, flippedIm[c]],
      ];
      for (const [factor, product] of products) {
        if (factor !== undefined && product !== undefined)
          multiplyTransposed(part, factor, rows, columns, entry.depth, product);
      }
    });
    if (search instanceof SingleSearch) bestLengths(re, im, flippedRe, flippedIm, rows * columns, target);
    else {
      bestAngles(search, re, im, rows * columns, target, false);
      if (reflections) bestAngles(search, flippedRe, flippedIm, rows * columns, target, true);
    }
    if (left.length > 0) {
      const alone = re[0] ?? new Float64Array(0);
      multiplyTransposed(
        yLeft.subarray(from * left.length, (from + rows) * left.length),
        zLeft,
        rows,
        columns,
        left.length,
        alone,
      );
      for (let k = 0; k < rows * columns; k++) target[k] = (target[k] as number) + (alone[k] as number);
    }
  }
}

function bestLengths(
  [re]: Float64Array[],
  [im]: Float64Array[],
  [flippedRe]: Float64Array[],
  [flippedIm]: Float64Array[],
  pairs: number,
  out: Float64Array,
): void {
  if (re === undefined || im === undefined) return;
  for (let k = 0; k < pairs; k++) out[k] = Math.sqrt((re[k] as number) ** 2 + (im[k] as number) ** 2);
  if (flippedRe === undefined || flippedIm === undefined) return;
  for (let k = 0; k < pairs; k++) {
    const length = Math.sqrt((flippedRe[k] as number) ** 2 + (flippedIm[k] as number) ** 2);
    if (length > (out[k] as number)) out[k] = length;
  }
}

function bestAngles(
  search: TurnSearch,
  re: Float64Array[],
  im: Float64Array[],
  pairs: number,
  out: Float64Array,
  keep: boolean,
): void {
  const count = re.length;
  for (let k = 0; k < pairs; k++) {
    for (let c = 0; c < count; c++) {
      search.re[c] = (re[c] as Float64Array)[k] as number;
      search.im[c] = (im[c] as Float64Array)[k] as number;
    }
    const value = search.maximise();
    if (!keep || value > (out[k] as number)) out[k] = value;
  }
}

/** The chosen planes' coordinates of every point, side by side, with signs, and swapped where asked. */
function gatherPlanes(
  points: Points,
  planes: readonly TurnedPlane[],
  sign1: number,
  sign2: number,
  swap: boolean,
): Float64Array {
  const out = new Float64Array(points.count * planes.length * 2);
  const { values, dimension } = points;
  planes.forEach(({ first, second }, p) => {
    const a = swap ? second : first;
    const b = swap ? first : second;
    for (let i = 0; i < points.count; i++) {
      out[(i * planes.length + p) * 2] = sign1 * (values[i * dimension + a] as number);
      out[(i * planes.length + p) * 2 + 1] = sign2 * (values[i * dimension + b] as number);
    }
  });
  return out;
}

function gatherCoordinates(points: Points, coordinates: readonly number[]): Float64Array {
  const out = new Float64Array(points.count * coordinates.length);
  coordinates.forEach((coordinate, c) => {
    for (let i = 0; i < points.count; i++)
      out[i * coordinates.length + c] = points.values[i * points.dimension + coordinate] as number;
  });
  return out;
}
