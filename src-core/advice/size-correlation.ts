import type { CurveInfluences } from '../gap/leave-one-out-curve';
import type { FittedGapCurve } from './saved-data';
import { sizeGradient } from './size-for-gap';

/**
 * The correlation of the logarithms of the sizes at which two curves reach a gap, where both come from points that they share: from how each point moves the curves (the infinitesimal
 * jackknife), and these the sizes. 0 where it is not known how they move.
 */
export function sizeCorrelation(first: FittedGapCurve, second: FittedGapCurve, gap: number): number {
  const [a, b] = [movesOf(first, gap), movesOf(second, gap)];
  if (a === undefined || b === undefined) return 0;
  const ofRow = new Map(Array.from(b.rows, (row, j) => [row, b.moves[j] as number]));
  let product = 0;
  a.rows.forEach((row, i) => (product += (a.moves[i] as number) * (ofRow.get(row) ?? 0)));
  const scale = Math.sqrt(sumOfSquares(a.moves) * sumOfSquares(b.moves));
  return scale > 0 ? product / scale : 0;
}

/** By how much each point moves the logarithm of the size. */
function movesOf(
  { curve, fit, influences }: FittedGapCurve,
  gap: number,
): { rows: Int32Array; moves: Float64Array } | undefined {
  const gradient = influences === undefined ? undefined : sizeGradient(curve, fit, gap);
  if (influences === undefined || gradient === undefined) return undefined;
  return { rows: influences.rows, moves: combined(influences, gradient) };
}

function combined({ rows, deviations }: CurveInfluences, gradient: Float64Array): Float64Array {
  const moves = new Float64Array(rows.length);
  deviations.forEach((ofSize, s) => {
    const weight = gradient[s] as number;
    if (weight !== 0) ofSize.forEach((value, j) => (moves[j] = (moves[j] as number) + weight * value));
  });
  return moves;
}

const sumOfSquares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
