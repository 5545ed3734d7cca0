import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Group } from '../groups/define-group';
import { type Points, type Reals, rowOf, rowsOf } from '../mathematics/points';
import { squaredNorms } from '../mathematics/squared-norms';
import { pairNanoseconds, usesTensors } from './pair-cost';
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

/** Below this share of ‖y‖² + ‖z‖² the difference has lost too many digits and is computed again from the coordinates. */
const cancellation = { float32: 2e-4, float64: 1e-8 };

/** Nanoseconds and numbers that one block may take. */
const blockTime = 1e8;
const blockNumbers = 8e6;

/** A matrix product below this many multiplications is not worth a trip to the backend. */
const tensorWork = 1e6;
/** Without symmetry and in so few coordinates, differences cost no more than products. */
const directDimension = 12;

/**
 * Prepares squared distances under a group by ‖y‖² + ‖z‖² − 2 max⟨y, g z⟩, on the tensor backend in float32 where the group can and the work is large, else in float64.
 * Small distances are computed again without cancellation, so that a duplicate is at distance 0 wherever the group's element is exact.
 * Points are expected in a unit of about their own size: single precision ends at 10^±38.
 */
export function squaredDistances(queries: Points, candidates: Points, group: Group): SquaredDistances {
  if (group.order === 1 && candidates.dimension <= directDimension) return directDistances(queries, candidates);
  const onTensors = queries.count * candidates.count * candidates.dimension >= tensorWork && usesTensors(group);
  // Only without symmetry may the origin be moved: then distances lose fewer digits to large norms.
  const shift = onTensors && group.order === 1 ? meanOf(candidates) : undefined;
  const y = shift === undefined ? queries : shifted(queries, shift);
  const z = shift === undefined ? candidates : queries === candidates ? y : shifted(candidates, shift);
  const normsOfY = squaredNorms(y);
  const normsOfZ = z === y ? normsOfY : squaredNorms(z);
  const scratch = new Float64Array(y.dimension);
  const kind = onTensors ? 'float32' : 'float64';
  const limit = cancellation[kind];

  const perRow = candidates.count * pairNanoseconds(group);
  const rowsPerBlock = Math.max(1, Math.floor(Math.min(blockTime / perRow, blockNumbers / candidates.count)));

  /** Turns inner products into squared distances, in place. */
  const finish = (block: Reals, from: number, to: number): Reals => {
    const n = z.count;
    for (let i = from; i < to; i++) {
      const normOfY = normsOfY[i] as number;
      const start = (i - from) * n;
      for (let j = 0; j < n; j++) {
        const norms = normOfY + (normsOfZ[j] as number);
        const value = norms - 2 * (block[start + j] as number);
        block[start + j] =
          value > limit * norms ? value : squaredDistanceOfPair(group, rowOf(y, i), rowOf(z, j), scratch);
      }
    }
    return block;
  };

  const { alignTensors } = group;
  if (onTensors && alignTensors !== undefined) {
    const allOfZ = tensor2d(singlePrecision(z.values), [z.count, z.dimension]);
    return {
      rowsPerBlock,
      block: (from, to) => {
        const rows = rowsOf(y, from, to);
        const products = tidy(() =>
          alignTensors(tensor2d(singlePrecision(rows.values), [rows.count, rows.dimension]), allOfZ),
        );
        const block = products.dataSync<'float32'>();
        products.dispose();
        return Promise.resolve(finish(block, from, to));
      },
      dispose: () => {
        allOfZ.dispose();
      },
    };
  }

  const buffer = new Float64Array(Math.min(rowsPerBlock, y.count) * z.count);
  const columnsPerPart = Math.max(1, Math.floor(blockTime / pairNanoseconds(group)));
  return {
    rowsPerBlock,
    async block(from, to, breathe) {
      const block = buffer.subarray(0, (to - from) * z.count);
      const rows = rowsOf(y, from, to);
      if (columnsPerPart >= z.count || rows.count > 1) group.align(rows, z, block);
      else {
        for (let first = 0; first < z.count; first += columnsPerPart) {
          const last = Math.min(z.count, first + columnsPerPart);
          group.align(rows, rowsOf(z, first, last), block.subarray(first, last));
          await breathe();
        }
      }
      return finish(block, from, to);
    },
    dispose: () => undefined,
  };
}

function singlePrecision(values: Reals): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

/** Euclidean distances from coordinate differences, in float64. */
function directDistances(queries: Points, candidates: Points): SquaredDistances {
  const { count, dimension, values: z } = candidates;
  const rowsPerBlock = Math.max(1, Math.floor(Math.min(blockTime / (15 + dimension), blockNumbers / 2) / count));
  const buffer = new Float64Array(Math.min(rowsPerBlock, queries.count) * count);
  return {
    rowsPerBlock,
    block: (from, to) => {
      const block = buffer.subarray(0, (to - from) * count);
      for (let i = from; i < to; i++) {
        const y = rowOf(queries, i);
        const start = (i - from) * count;
        let at = 0;
        for (let j = 0; j < count; j++) {
          let sum = 0;
          for (let d = 0; d < dimension; d++) {
            const difference = (y[d] as number) - (z[at++] as number);
            sum += difference * difference;
          }
          block[start + j] = sum;
        }
      }
      return Promise.resolve(block);
    },
    dispose: () => undefined,
  };
}

/** ‖y − g z‖² for the g that brings z nearest to y, from the coordinates themselves. `scratch` holds D numbers. */
export function squaredDistanceOfPair(group: Group, y: Reals, z: Reals, scratch: Float64Array): number {
  let moved: Reals = z;
  if (group.order !== 1) {
    group.act(group.alignPair(y, z).element, z, scratch);
    moved = scratch;
  }
  let sum = 0;
  for (let d = 0; d < y.length; d++) sum += ((y[d] as number) - (moved[d] as number)) ** 2;
  return sum;
}

function shifted(points: Points, by: Float64Array): Points {
  const { count, dimension } = points;
  const values = points.values.slice();
  for (let i = 0; i < count; i++)
    for (let d = 0; d < dimension; d++)
      values[i * dimension + d] = (values[i * dimension + d] as number) - (by[d] as number);
  return { ...points, values };
}
