import { slice, tensor2d } from '@tensorflow/tfjs-core';
import type { AlignTo, Group } from '../groups/define-group';
import { type Points, type Reals, rowOf, rowsOf } from '../mathematics/points';
import { squaredNorms } from '../mathematics/squared-norms';
import { computeNumbers } from '../networks/compute-numbers';
import { blockNumbers, blockTime } from './block-size';
import { directRectangles } from './direct-rectangles';
import { pairNanoseconds, usesTensors } from './pair-cost';
import { fitsSymmetric, symmetricBlocks } from './symmetric-blocks';
import { meanOf } from './unit-scale';

/** Squared quotient distances from blocks of queries to all candidates. */
export interface SquaredDistances {
  /** How many queries make a block of about 100 ms or 64 MiB, whichever is less. */
  readonly rowsPerBlock: number;
  /**
   * Those of queries `from` to `to` (exclusive), (to − from) × candidates; overwritten by the next call.
   * @param breathe - awaited between parts, where even one query takes longer than 100 ms
   */
  block(from: number, to: number, breathe: () => Promise<void>): Promise<Reals>;
  /** Frees the backend's memory. */
  dispose(): void;
}

/** Squared distances from some queries to the candidates from one on. */
export interface Rectangles {
  readonly rowsPerBlock: number;
  /** (to − from) × (candidates − column). */
  measure(from: number, to: number, column: number, breathe: () => Promise<void>): Promise<Reals>;
  dispose(): void;
}

/** Below this share of ‖y‖² + ‖z‖² the difference has lost too many digits and is computed again from the coordinates. */
const cancellation = { float32: 2e-4, float64: 1e-8 };

/** A matrix product below this many multiplications is not worth a trip to the backend. */
const tensorWork = 1e6;
/** Without symmetry and in so few coordinates, differences cost no more than products. */
const directDimension = 12;
/** Coordinates of candidates that may be prepared for alignment: about 256 MiB, where it takes two numbers each. */
const mostPrepared = 1.6e7;

/**
 * Prepares squared distances under a group by ‖y‖² + ‖z‖² − 2 max⟨y, g z⟩, on the tensor backend in float32 where the group can and the work is large, else in float64.
 * Small distances are computed again without cancellation, so that a duplicate is at distance 0 wherever the group's element is exact.
 * Points are expected in a unit of about their own size: single precision ends at 10^±38.
 *
 * @param order - 'once' where all blocks of rowsPerBlock rows are asked for, one after another: then points are measured to each other once where that is possible
 */
export function squaredDistances(
  queries: Points,
  candidates: Points,
  group: Group,
  order: 'any' | 'once' = 'any',
): SquaredDistances {
  const rectangles = prepare(queries, candidates, group);
  const { rowsPerBlock } = rectangles;
  // Where the alignment is a bound alone, it need not be the same both ways.
  const halved = order === 'once' && queries === candidates && group.exact && fitsSymmetric(candidates.count);
  return {
    rowsPerBlock,
    block: halved
      ? symmetricBlocks(rectangles, candidates.count)
      : (from, to, breathe) => rectangles.measure(from, to, 0, breathe),
    dispose: () => {
      rectangles.dispose();
    },
  };
}

function prepare(queries: Points, candidates: Points, group: Group): Rectangles {
  if (group.order === 1 && candidates.dimension <= directDimension) return directRectangles(queries, candidates);
  const onTensors = queries.count * candidates.count * candidates.dimension >= tensorWork && usesTensors(group);
  // Only without symmetry may the origin be moved: then distances lose fewer digits to large norms.
  const shift = onTensors && group.order === 1 ? meanOf(candidates) : undefined;
  const y = shift === undefined ? queries : shifted(queries, shift);
  const z = shift === undefined ? candidates : queries === candidates ? y : shifted(candidates, shift);
  const normsOfY = squaredNorms(y);
  const normsOfZ = z === y ? normsOfY : squaredNorms(z);
  const scratch = new Float64Array(y.dimension);
  const limit = onTensors ? cancellation.float32 : cancellation.float64;

  const perRow = candidates.count * pairNanoseconds(group);
  const rowsPerBlock = Math.max(1, Math.floor(Math.min(blockTime / perRow, blockNumbers / candidates.count)));

  /** Turns inner products into squared distances, in place. */
  const finish = (block: Reals, from: number, to: number, column: number): Reals => {
    const width = z.count - column;
    const norms = normsOfZ.subarray(column);
    for (let i = from; i < to; i++) {
      const normOfY = normsOfY[i] as number;
      const start = (i - from) * width;
      for (let j = 0; j < width; j++) {
        const sum = normOfY + (norms[j] as number);
        const value = sum - 2 * (block[start + j] as number);
        block[start + j] =
          value > limit * sum ? value : squaredDistanceOfPair(group, rowOf(y, i), rowOf(z, column + j), scratch);
      }
    }
    return block;
  };

  const { alignTensors } = group;
  if (onTensors && alignTensors !== undefined) {
    const allOfZ = tensor2d(singlePrecision(z.values), [z.count, z.dimension]);
    return {
      rowsPerBlock,
      async measure(from, to, column) {
        const rows = rowsOf(y, from, to);
        const block = await computeNumbers(() =>
          alignTensors(
            tensor2d(singlePrecision(rows.values), [rows.count, rows.dimension]),
            column === 0 ? allOfZ : slice(allOfZ, [column, 0]),
          ),
        );
        return finish(block, from, to, column);
      },
      dispose: () => {
        allOfZ.dispose();
      },
    };
  }

  const alignTo = z.count * z.dimension <= mostPrepared ? group.alignTo?.(z) : undefined;
  const align: AlignTo =
    alignTo ??
    ((rows, from, to, out) => {
      group.align(rows, rowsOf(z, from, to), out);
    });
  const buffer = new Float64Array(Math.min(rowsPerBlock, y.count) * z.count);
  const columnsPerPart = Math.max(1, Math.floor(blockTime / pairNanoseconds(group)));
  return {
    rowsPerBlock,
    async measure(from, to, column, breathe) {
      const width = z.count - column;
      const block = buffer.subarray(0, (to - from) * width);
      const rows = rowsOf(y, from, to);
      if (columnsPerPart >= width || rows.count > 1) align(rows, column, z.count, block);
      else {
        for (let first = 0; first < width; first += columnsPerPart) {
          const last = Math.min(width, first + columnsPerPart);
          align(rows, column + first, column + last, block.subarray(first, last));
          await breathe();
        }
      }
      return finish(block, from, to, column);
    },
    dispose: () => undefined,
  };
}

function singlePrecision(values: Reals): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

/** ‖y − g z‖² for the g that brings z nearest to y, from the coordinates themselves. `scratch` holds D numbers. */
export function squaredDistanceOfPair(group: Group, y: Reals, z: Reals, scratch: Float64Array): number {
  let moved: Reals = z;
  if (group.order !== 1) {
    group.act(group.alignPair(y, z).element, z, scratch);
    moved = scratch;
  }
  return squaredDifference(y, moved);
}

/** ‖a − b‖², in four sums, so that additions need not wait for one another. */
function squaredDifference(a: Reals, b: Reals): number {
  const { length } = a;
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let d = 0;
  for (; d + 3 < length; d += 4) {
    const p = (a[d] as number) - (b[d] as number);
    const q = (a[d + 1] as number) - (b[d + 1] as number);
    const r = (a[d + 2] as number) - (b[d + 2] as number);
    const s = (a[d + 3] as number) - (b[d + 3] as number);
    first += p * p;
    second += q * q;
    third += r * r;
    fourth += s * s;
  }
  for (; d < length; d++) first += ((a[d] as number) - (b[d] as number)) ** 2;
  return first + second + third + fourth;
}

function shifted(points: Points, by: Float64Array): Points {
  const { count, dimension } = points;
  const values = points.values.slice();
  for (let i = 0; i < count; i++)
    for (let d = 0; d < dimension; d++)
      values[i * dimension + d] = (values[i * dimension + d] as number) - (by[d] as number);
  return { ...points, values };
}
