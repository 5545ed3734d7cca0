import { AssignmentSolver } from '../groups/assignment';

/** How two sets of n points lie to each other, in squared units of the coordinates. */
export interface SetTransport {
  /** W₂²: the mean squared distance of the best one-to-one assignment. */
  readonly squaredDistance: number;
  /** The mean squared distance from the points of each set to the nearest of the other, averaged over both directions. */
  readonly gap: number;
}

/**
 * The exact squared Wasserstein-2 distance of two sets of n equally heavy points, where an optimal coupling is an assignment (Birkhoff, 1946):
 * W₂² = min_σ (1/n) Σ_i d²(i, σ(i)). The gap drops the demand that σ be one-to-one, in one direction or the other, so that it is never larger.
 *
 * @param squared - squared distances, n × n, finite; a row a point of one set
 * @throws ExpectedError('not-finite') for distances that are not finite
 */
export function setTransport(squared: Float64Array, size: number): SetTransport {
  const solver = new AssignmentSolver(size);
  solver.solve(squared.map((value) => -value));
  let assigned = 0;
  let nearest = 0;
  for (let i = 0; i < size; i++) {
    assigned += squared[i * size + (solver.columnOfRow[i] as number)] as number;
    let ofRow = Infinity;
    let ofColumn = Infinity;
    for (let j = 0; j < size; j++) {
      ofRow = Math.min(ofRow, squared[i * size + j] as number);
      ofColumn = Math.min(ofColumn, squared[j * size + i] as number);
    }
    nearest += ofRow + ofColumn;
  }
  return { squaredDistance: assigned / size, gap: nearest / (2 * size) };
}
