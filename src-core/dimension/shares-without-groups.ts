import { dot, forwardSubstitute } from '../mathematics/linear-algebra';
import type { Points } from '../mathematics/points';
import { symmetricEigenvalues } from '../mathematics/symmetric-eigen';
import { forEachRow, pairsOf, type UnitVectors } from './inseparable-shares';
import { whitenedDirections, type Whitening, whiteningOf } from './whitened-directions';

/** Points nearer to the mean than the means of the rest lie from it, divided by this, are measured without a bound. */
const largestShift = 0.05;

/**
 * The shares of pairs whose inner product is at least the margin, after each of some groups is left out and the rest are whitened anew. This moves few pairs across the margin: a pair is
 * measured again for each group only if it can be one of them. By Wielandt's inequality a linear map of condition number κ changes an angle θ to no less than θ′ with
 * tan(θ′/2) = tan(θ/2)/κ; and the mean's shift by δ turns a whitened point z by at most arcsin(‖δ‖/‖z‖).
 *
 * @param request.points - with the whitening of all of them, and the directions that it gives
 * @param request.groups - of each point
 * @returns undefined where the rest have too few points or directions
 */
export async function sharesWithoutGroups(
  request: {
    readonly points: Points;
    readonly whitening: Whitening;
    readonly directions: UnitVectors & { readonly lengths: Float64Array };
    readonly groups: Uint8Array;
    readonly count: number;
    readonly margin: number;
  },
  breathe: (done: number) => Promise<void>,
): Promise<readonly number[] | undefined> {
  const { points, whitening, directions, groups, margin } = request;
  const rest: UnitVectors[] = [];
  let [stretch, shift] = [1, 0];
  for (let group = 0; group < request.count; group++) {
    await breathe(0);
    const isIn = (row: number): boolean => groups[row] !== group;
    const own = whiteningOf(points, isIn);
    if (own === undefined) return undefined;
    rest.push(whitenedDirections(points, own, isIn));
    const moved = change(whitening, own, points.dimension);
    stretch = Math.max(stretch, moved.stretch);
    shift = Math.max(shift, moved.shift);
  }
  const angle = 2 * Math.atan(stretch * Math.tan(Math.acos(margin) / 2)) + 2 * Math.asin(largestShift);
  const least = angle < Math.PI ? Math.cos(angle) - 1e-9 : -1;
  const isNearMean = directions.lengths.map((length) => (shift <= largestShift * length ? 0 : 1));
  const counts = new Float64Array(request.count);
  const { dimension } = points;
  const visit = (i: number, products: Float64Array): void => {
    for (let j = 0; j < i; j++) {
      if ((products[j] as number) < least && isNearMean[i] === 0 && isNearMean[j] === 0) continue;
      for (let group = 0; group < request.count; group++) {
        if (groups[i] === group || groups[j] === group) continue;
        const { values } = rest[group] as UnitVectors;
        let product = 0;
        for (let d = 0, a = i * dimension, b = j * dimension; d < dimension; d++)
          product += (values[a++] as number) * (values[b++] as number);
        if (product >= margin) counts[group] = (counts[group] as number) + 1;
      }
    }
  };
  await forEachRow(directions, visit, breathe);
  return rest.map(({ present }, group) => (counts[group] as number) / pairsOf(present));
}

/** Between two whitenings: the condition number of the linear map from the one to the other, and how far the mean of the other is from the origin of the one. */
function change(from: Whitening, to: Whitening, dimension: number): { stretch: number; shift: number } {
  const offset = to.mean.map((value, d) => value - (from.mean[d] as number));
  const shift = forwardSubstitute(from.factor, offset, dimension);
  // L⁻¹ C L⁻ᵀ, from one side and then, as it is symmetric, from the other.
  const half = whitenedRows(to.covariance, from.factor, dimension);
  const eigenvalues = symmetricEigenvalues(
    whitenedRows(transposed(half, dimension), from.factor, dimension),
    dimension,
  );
  const smallest = eigenvalues.at(-1) ?? 0;
  const stretch = smallest > 0 ? Math.sqrt((eigenvalues[0] as number) / smallest) : Infinity;
  return { stretch, shift: Math.sqrt(dot(shift, shift)) };
}

/** L⁻¹ of each row. */
function whitenedRows(matrix: Float64Array, factor: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    out.set(forwardSubstitute(factor, matrix.subarray(i * size, (i + 1) * size), size), i * size);
  return out;
}

function transposed(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from(matrix, (_, at) => matrix[(at % size) * size + Math.floor(at / size)] as number);
}
