import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Points } from './points';

/** √det(A Aᵀ): the volume spanned by the rows of A, by modified Gram–Schmidt. Rows are left as they are. */
export function volumeElement(rows: Points): number {
  const { count, dimension } = rows;
  const left = Float64Array.from(rows.values);
  let volume = 1;
  for (let i = 0; i < count; i++) {
    const row = left.subarray(i * dimension, (i + 1) * dimension);
    let square = 0;
    for (let c = 0; c < dimension; c++) square += (row[c] as number) ** 2;
    if (square === 0) return 0;
    volume *= Math.sqrt(square);
    for (let j = i + 1; j < count; j++) {
      const other = left.subarray(j * dimension, (j + 1) * dimension);
      let share = 0;
      for (let c = 0; c < dimension; c++) share += ((row[c] as number) * (other[c] as number)) / square;
      for (let c = 0; c < dimension; c++) other[c] = (other[c] as number) - share * (row[c] as number);
    }
  }
  return volume;
}

/** The product of the `rank` largest singular values of the rows: their volume element where they are dependent. */
export function pseudoVolumeElement(rows: Points, rank: number): number {
  if (rank === rows.count) return volumeElement(rows);
  const matrix = Matrix.from1DArray(rows.count, rows.dimension, rows.values);
  const { realEigenvalues } = new EigenvalueDecomposition(matrix.mmul(matrix.transpose()), { assumeSymmetric: true });
  return realEigenvalues
    .sort((a, b) => b - a)
    .slice(0, rank)
    .reduce((product, value) => product * Math.sqrt(Math.max(0, value)), 1);
}
