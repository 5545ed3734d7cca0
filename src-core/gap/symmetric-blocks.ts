import type { Reals } from '../mathematics/points';
import type { Rectangles } from './squared-distances';

/** Numbers that are kept at a time: 256 MiB in float32. */
const mostNumbers = 6.7e7;
/** Columns that are transposed together: those that one line of the processor's cache holds. */
const tile = 16;

/** Whether the distances of so many points to each other may be kept until they are needed again: at most a quarter of them at a time. */
export function fitsSymmetric(points: number): boolean {
  return (points * points) / 4 <= mostNumbers;
}

/**
 * Blocks of rows of a symmetric matrix of distances, each pair measured once: a block measures its columns from its own first row on, and keeps what later blocks need
 * in their rows. Blocks must be asked for one after another.
 */
export function symmetricBlocks(
  rectangles: Rectangles,
  points: number,
): (from: number, to: number, breathe: () => Promise<void>) => Promise<Reals> {
  const { rowsPerBlock } = rectangles;
  const starts = Array.from({ length: Math.ceil(points / rowsPerBlock) }, (_, block) => block * rowsPerBlock);
  const endOf = (start: number): number => Math.min(points, start + rowsPerBlock);
  /** For each later block the parts that earlier ones left, in their order: the block's rows × the earlier one's rows. */
  const left = starts.map((): Reals[] => []);
  let buffer: Reals | undefined;

  return async (from, to, breathe) => {
    const block = from / rowsPerBlock;
    if (left[block]?.length !== block || to !== endOf(from)) throw new Error('Blocks are asked for in order, once.');
    const rows = to - from;
    const width = points - from;
    const own = await rectangles.measure(from, to, from, breathe);
    for (const start of starts.slice(block + 1))
      left[start / rowsPerBlock]?.push(transposed(own, rows, width, start - from, endOf(start) - from));
    if (block === 0) return own;
    buffer ??=
      own instanceof Float32Array ? new Float32Array(rowsPerBlock * points) : new Float64Array(rowsPerBlock * points);
    for (let i = 0; i < rows; i++) {
      left[block].forEach((part, earlier) => {
        const columns = part.length / rows;
        buffer?.set(part.subarray(i * columns, (i + 1) * columns), i * points + earlier * rowsPerBlock);
      });
      buffer.set(own.subarray(i * width, (i + 1) * width), i * points + from);
    }
    left[block] = [];
    return buffer.subarray(0, rows * points);
  };
}

/** Columns `first` to `last` (exclusive) of a matrix as rows. */
function transposed(matrix: Reals, rows: number, width: number, first: number, last: number): Reals {
  const size = (last - first) * rows;
  const out = matrix instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  for (let column = first; column < last; column += tile) {
    const end = Math.min(last, column + tile);
    for (let i = 0; i < rows; i++) {
      let at = (column - first) * rows + i;
      for (let j = i * width + column; j < i * width + end; j++) {
        out[at] = matrix[j] as number;
        at += rows;
      }
    }
  }
  return out;
}
