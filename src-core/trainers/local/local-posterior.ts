import type { ImageShape } from '../../groups/image-shape';
import type { Points, Reals } from '../../mathematics/points';

/** Where the patches that a pixel is compared with may come from. */
export type Positions = 'any' | 'same';

/** The law of each clean pixel given the noisy patch about it, where clean patches are those of a training set. */
export interface LocalPosterior {
  /**
   * The mean of each pixel's own law, for y = z + σ·noise.
   * @param y - images, row by row
   * @param side - rows and columns of the patches; no more than the image has count
   * @param out - as long as y
   */
  means(y: Float64Array, sigma: number, side: number, out: Float64Array): void;
}

/** Logarithms of weights so far below the largest no longer matter in float64. */
const negligible = 37;

/**
 * The local score of Kamb & Ganguli (2025, “An analytic theory of creativity in convolutional diffusion models”): at each pixel the centre of the training
 * patches, weighted by exp(−‖patch of y − patch‖²/2σ²). With patches of the same place it is their local score machine, with those of any place the
 * equivariant one; images continue on the opposite side. The patch about pixel x spans x − ⌊side/2⌋ to x − ⌊side/2⌋ + side − 1 on both axes.
 *
 * Squared distances of all patches of an image with those of a shifted training image are sums over windows of one image of squared differences, which cost the same
 * for every size of the patch.
 */
export function createLocalPosterior(training: Points, image: ImageShape, positions: Positions): LocalPosterior {
  const { rows, columns, channels } = image;
  const size = rows * columns;
  const extended = Array.from({ length: training.count }, (_, j) => repeated(training, j, image));
  const offsets = shiftOffsets(image, positions);
  const squares = new Float64Array(size);
  const distances = new Float64Array(size);
  const tops = new Float64Array(size);
  const totals = new Float64Array(size);

  /** Adds each pixel of a training image, shifted, with the weight of its patch. */
  const add = (z: Float64Array, offset: number, factor: number, out: Float64Array): void => {
    for (let r = 0, pixel = 0; r < rows; r++) {
      let at = offset + 2 * r * columns * channels;
      for (let c = 0; c < columns; c++, pixel++, at += channels) {
        const log = -factor * (distances[pixel] as number);
        const top = tops[pixel] as number;
        if (log < top - negligible) continue;
        const to = pixel * channels;
        if (log > top) {
          const kept = Math.exp(top - log);
          tops[pixel] = log;
          totals[pixel] = kept * (totals[pixel] as number) + 1;
          for (let k = 0; k < channels; k++) out[to + k] = kept * (out[to + k] as number) + (z[at + k] as number);
        } else {
          const weight = Math.exp(log - top);
          totals[pixel] = (totals[pixel] as number) + weight;
          for (let k = 0; k < channels; k++) out[to + k] = (out[to + k] as number) + weight * (z[at + k] as number);
        }
      }
    }
  };

  return {
    means(y, sigma, side, out) {
      const factor = 1 / (2 * sigma * sigma);
      const windows = createWindows(rows, columns, side);
      const stride = size * channels;
      out.fill(0);
      for (let from = 0; from < y.length; from += stride) {
        const own = y.subarray(from, from + stride);
        const mean = out.subarray(from, from + stride);
        tops.fill(-Infinity);
        totals.fill(0);
        for (const z of extended)
          for (const offset of offsets) {
            squaredDifferences(own, z, offset, image, squares);
            windows(squares, distances);
            add(z, offset, factor, mean);
          }
        for (let at = 0; at < stride; at++)
          mean[at] = (mean[at] as number) / (totals[Math.floor(at / channels)] as number);
      }
    },
  };
}

/** An image beside and above itself, 2H × 2W × C: where it is read from is how far it is shifted. */
function repeated({ values, dimension }: Points, index: number, { rows, columns, channels }: ImageShape): Float64Array {
  const width = columns * channels;
  const out = new Float64Array(4 * dimension);
  for (let r = 0; r < 2 * rows; r++) {
    const from = index * dimension + (r % rows) * width;
    out.set(values.subarray(from, from + width), 2 * r * width);
    out.set(values.subarray(from, from + width), (2 * r + 1) * width);
  }
  return out;
}

/** Where in a repeated image its shifts begin. */
function shiftOffsets({ rows, columns, channels }: ImageShape, positions: Positions): Int32Array {
  if (positions === 'same') return Int32Array.of(0);
  return Int32Array.from(
    { length: rows * columns },
    (_, shift) => (2 * columns * Math.floor(shift / columns) + (shift % columns)) * channels,
  );
}

function squaredDifferences(
  y: Reals,
  z: Float64Array,
  offset: number,
  { rows, columns, channels }: ImageShape,
  out: Float64Array,
): void {
  for (let r = 0, pixel = 0, from = 0; r < rows; r++) {
    let at = offset + 2 * r * columns * channels;
    for (let c = 0; c < columns; c++, pixel++) {
      let sum = 0;
      for (let k = 0; k < channels; k++, from++, at++) {
        const difference = (y[from] as number) - (z[at] as number);
        sum += difference * difference;
      }
      out[pixel] = sum;
    }
  }
}

/** Sums over a window about each pixel of a periodic image, by sums that slide. */
function createWindows(
  rows: number,
  columns: number,
  side: number,
): (values: Float64Array, sums: Float64Array) => void {
  const [high, wide] = [Math.min(side, rows), Math.min(side, columns)];
  const [above, left] = [Math.floor(high / 2), Math.floor(wide / 2)];
  const along = new Float64Array(rows * columns);
  const sliding = new Float64Array(columns);
  return (values, sums) => {
    for (let r = 0; r < rows; r++) {
      const row = r * columns;
      let sum = 0;
      for (let k = 0; k < wide; k++) sum += values[row + ((k - left + columns) % columns)] as number;
      let enters = (wide - left) % columns;
      let leaves = (columns - left) % columns;
      for (let c = 0; c < columns; c++) {
        along[row + c] = sum;
        sum += (values[row + enters] as number) - (values[row + leaves] as number);
        if (++enters === columns) enters = 0;
        if (++leaves === columns) leaves = 0;
      }
    }
    sliding.fill(0);
    for (let k = 0; k < high; k++) {
      const row = ((k - above + rows) % rows) * columns;
      for (let c = 0; c < columns; c++) sliding[c] = (sliding[c] as number) + (along[row + c] as number);
    }
    for (let r = 0; r < rows; r++) {
      const enters = ((r + high - above) % rows) * columns;
      const leaves = ((r - above + rows) % rows) * columns;
      for (let c = 0; c < columns; c++) {
        sums[r * columns + c] = sliding[c] as number;
        sliding[c] = (sliding[c] as number) + (along[enters + c] as number) - (along[leaves + c] as number);
      }
    }
  };
}
