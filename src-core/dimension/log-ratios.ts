import type { Neighbours } from '../gap/nearest-neighbours';

/** log(r_far / r_near) of each point for which both are positive. */
export interface LogRatios {
  readonly values: Float64Array;
  /** The points that they belong to. */
  readonly rows: Int32Array;
  /** Points at distance 0 from their `near`-th neighbour. */
  readonly excluded: number;
}

/** The logarithms of the ratios of the distances to the far-th and the near-th neighbour; both are counted from 1. */
export function logRatios(neighbours: Neighbours, near: number, far: number): LogRatios {
  const { queries, k, squaredDistances } = neighbours;
  const values: number[] = [];
  const rows: number[] = [];
  for (let i = 0; i < queries; i++) {
    const inner = squaredDistances[i * k + near - 1] as number;
    const outer = squaredDistances[i * k + far - 1] as number;
    if (!(inner > 0)) continue;
    values.push(0.5 * Math.log(outer / inner));
    rows.push(i);
  }
  return { values: Float64Array.from(values), rows: Int32Array.from(rows), excluded: queries - rows.length };
}
