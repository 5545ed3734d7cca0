import { z } from 'zod';
import { ExpectedError } from '../errors';
import type { Points, Reals } from '../mathematics/points';
import { zeroPoints } from '../mathematics/points';
import { randomPermutation } from '../mathematics/random-stream';
import { optionalIntegerParameter } from '../registry/parameters';
import { AssignmentSolver } from './assignment';
import type { Group } from './define-group';
import { defineGroup } from './define-group';
import { factorial, permutationsOf } from './factorial';
import { inFloat64, innerProducts, multiplyTransposed, rowsPerBlock } from './inner-products';
import { permutationMean } from './permutation-mean';

/** Any order of the points of a cloud, or of plain coordinates. */
export const permutation = defineGroup({
  id: 'permutation',
  label: 'Permutations S_k',
  summary: 'Any order of the points of a cloud, or of the coordinates.',
  parameters: z.object({
    block: optionalIntegerParameter('Coordinates of each point; from the data where known, else 1: plain coordinates', {
      minimum: 1,
    }),
  }),
  suits: ({ ambientDimension, layout }) =>
    layout?.kind === 'point-cloud' || (layout?.kind === 'plain' && ambientDimension >= 2 && ambientDimension <= 16),
  create(parameters, { ambientDimension, layout }) {
    const block = parameters.block ?? (layout?.kind === 'point-cloud' ? layout.dimension : 1);
    const whole = Math.ceil(ambientDimension / block) * block;
    if (whole !== ambientDimension) {
      throw new ExpectedError(
        'does-not-fit',
        `The group 'permutation' moves points of ${String(block)} coordinates, but with ${String(ambientDimension)} coordinates ` +
          `the last point lacks coordinates ${String(ambientDimension)} to ${String(whole - 1)}.`,
      );
    }
    return permutationGroup(ambientDimension / block, block);
  },
});

/** An element g lists where each point comes from: (g x)_i = x_{g[i]}. */
function permutationGroup(count: number, block: number): Group {
  const ambientDimension = count * block;
  const solver = new AssignmentSolver(count);
  const benefit = new Float64Array(count * count);
  const fillBenefit = (y: Reals, z: Reals): void => {
    multiplyTransposed(inFloat64(y), inFloat64(z), count, count, block, benefit);
  };
  const order = factorial(count);

  return {
    ambientDimension,
    order,
    dimension: 0,
    elementSize: count,
    exact: true,
    identity: () => Float64Array.from({ length: count }, (_, i) => i),
    compose: (g, h) => g.map((from) => h[from] ?? 0),
    inverse(g) {
      const back = new Float64Array(count);
      g.forEach((from, to) => (back[from] = to));
      return back;
    },
    sample: (random) => Float64Array.from(randomPermutation(random, count)),
    act(g, x, out) {
      for (let i = 0; i < count; i++) {
        const from = (g[i] ?? 0) * block;
        for (let c = 0; c < block; c++) out[i * block + c] = x[from + c] ?? 0;
      }
    },
    align: block === 1 ? alignSorted : alignAssigned,
    alignPair(y, z) {
      fillBenefit(y, z);
      const value = solver.solve(benefit);
      return { value, element: Float64Array.from(solver.columnOfRow) };
    },
    orbitDimension: () => 0,
    tangents: () => zeroPoints(0, ambientDimension),
    volume: order,
    genericStabiliser: 1,
    posteriorMean(y, z, kappa, out) {
      fillBenefit(y, z);
      const shares = new Float64Array(count * count);
      const log = permutationMean(benefit, count, kappa, shares);
      out.fill(0);
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < count; j++) {
          const share = shares[i * count + j] ?? 0;
          for (let c = 0; c < block; c++)
            out[i * block + c] = (out[i * block + c] ?? 0) + share * (z[j * block + c] ?? 0);
        }
      }
      return log;
    },
    ...(order <= 100_000 ? { elements } : {}),
    ...(block === 1 ? { canonical: { dimension: count, map: sortInto } } : {}),
  };

  function* elements(): Iterable<Float64Array> {
    for (const one of permutationsOf(count)) yield Float64Array.from(one);
  }

  function alignAssigned(y: Points, z: Points, out: Float64Array): void {
    const left = inFloat64(y.values);
    const right = inFloat64(z.values);
    const stride = z.count * count;
    const blockRows = rowsPerBlock(count * stride);
    const products = new Float64Array(blockRows * count * stride);
    for (let from = 0; from < y.count; from += blockRows) {
      const rows = Math.min(blockRows, y.count - from);
      const part = left.subarray(from * ambientDimension, (from + rows) * ambientDimension);
      multiplyTransposed(part, right, rows * count, stride, block, products);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < z.count; j++) {
          out[(from + i) * z.count + j] = solver.solve(products, i * count * stride + j * count, stride);
        }
      }
    }
  }
}

/** Sorting both sides maximises the inner product (the rearrangement inequality). */
function alignSorted(y: Points, z: Points, out: Float64Array): void {
  innerProducts(sorted(y), sorted(z), out);
}

function sorted(points: Points): Points {
  const { count, dimension } = points;
  const values = Float64Array.from(points.values);
  for (let i = 0; i < count; i++) values.subarray(i * dimension, (i + 1) * dimension).sort();
  return { count, dimension, values };
}

function sortInto(x: Reals, out: Float64Array): void {
  out.set(x);
  out.subarray(0, x.length).sort();
}
