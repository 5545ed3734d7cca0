import { z } from 'zod';
import { ExpectedError } from '../errors';
import type { Points, Reals } from '../mathematics/points';
import { zeroPoints } from '../mathematics/points';
import { randomPermutation } from '../mathematics/random-stream';
import { optionalIntegerParameter } from '../registry/parameters';
import { AssignmentSolver } from './assignment';
import type { Alignment, Group } from './define-group';
import { defineGroup } from './define-group';
import { orderText } from './describe-element';
import { factorial, permutationsOf } from './factorial';
import { inFloat64, innerProducts, multiplyTransposed, rowsPerBlock } from './inner-products';
import { orderSteps } from './order-steps';
import { mostPointsSummed, permutationMean } from './permutation-mean';

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
  movesInputs: ({ block }) => block === undefined,
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
  let scratch: { readonly solver: AssignmentSolver; readonly benefit: Float64Array } | undefined;
  /** The solver, and the matrix of all points' inner products; made when first needed, since for scalars sorting does without. */
  const matching = (y: Reals, z: Reals): { readonly solver: AssignmentSolver; readonly benefit: Float64Array } => {
    checkMatchable(count);
    scratch ??= { solver: new AssignmentSolver(count), benefit: new Float64Array(count * count) };
    multiplyTransposed(inFloat64(y), inFloat64(z), count, count, block, scratch.benefit);
    return scratch;
  };
  const order = factorial(count);

  return {
    ambientDimension,
    order,
    dimension: 0,
    elementSize: count,
    exact: true,
    exactMean: count <= mostPointsSummed,
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
      if (block === 1) return alignSortedPair(y, z);
      const { solver, benefit } = matching(y, z);
      const value = solver.solve(benefit);
      return { value, element: Float64Array.from(solver.columnOfRow) };
    },
    orbitDimension: () => 0,
    tangents: () => zeroPoints(0, ambientDimension),
    volume: order,
    genericStabiliser: 1,
    posteriorMean(y, z, kappa, out) {
      const { benefit } = matching(y, z);
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
    cloud: { points: count, dimension: block, permutes: true, turns: 'none' },
    describe: (g) => orderText(g, block === 1 ? 'coordinates' : 'points'),
    ...(order <= 100_000 ? { elements } : {}),
    steps: [orderSteps(count, (places) => Float64Array.from(places))],
    ...(block === 1 ? { canonical: { dimension: count, map: sortInto } } : {}),
  };

  function* elements(): Iterable<Float64Array> {
    for (const one of permutationsOf(count)) yield Float64Array.from(one);
  }

  function alignAssigned(y: Points, z: Points, out: Float64Array): void {
    checkMatchable(count);
    const solver = new AssignmentSolver(count);
    const left = inFloat64(y.values);
    const right = inFloat64(z.values);
    // As many clouds of both sides together as fit into about 16 MB.
    const blockColumns = Math.max(1, Math.min(z.count, Math.floor(2_000_000 / (count * count))));
    const blockRows = rowsPerBlock(count * blockColumns * count);
    const products = new Float64Array(blockRows * count * blockColumns * count);
    for (let from = 0; from < y.count; from += blockRows) {
      const rows = Math.min(blockRows, y.count - from);
      const part = left.subarray(from * ambientDimension, (from + rows) * ambientDimension);
      for (let first = 0; first < z.count; first += blockColumns) {
        const columns = Math.min(blockColumns, z.count - first);
        const stride = columns * count;
        const other = right.subarray(first * ambientDimension, (first + columns) * ambientDimension);
        multiplyTransposed(part, other, rows * count, stride, block, products);
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++)
            out[(from + i) * z.count + first + j] = solver.solve(products, i * count * stride + j * count, stride);
        }
      }
    }
  }
}

/** Points are matched by a matrix of all their pairs: 128 MB for so many. */
const mostPointsMatched = 4096;

function checkMatchable(count: number): void {
  if (count <= mostPointsMatched) return;
  throw new ExpectedError(
    'too-large',
    `The group 'permutation' would match ${String(count)} points by a matrix of all pairs; expected at most ${String(mostPointsMatched)}.`,
  );
}

/** The places of both sides' values in ascending order belong together. */
function alignSortedPair(y: Reals, z: Reals): Alignment {
  const element = new Float64Array(y.length);
  const [yOrder, zOrder] = [ascending(y), ascending(z)];
  let value = 0;
  yOrder.forEach((to, rank) => {
    const from = zOrder[rank] ?? 0;
    element[to] = from;
    value += (y[to] ?? 0) * (z[from] ?? 0);
  });
  return { value, element };
}

function ascending(x: Reals): Int32Array {
  return Int32Array.from(x, (_, k) => k).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0));
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
