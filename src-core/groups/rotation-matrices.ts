import type { RandomStream } from '../mathematics/random-stream';

/** A·B of d × d matrices, row by row. */
export function multiplyMatrices(a: Float64Array, b: Float64Array, d: number): Float64Array {
  const out = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += (a[i * d + k] ?? 0) * (b[k * d + j] ?? 0);
      out[i * d + j] = sum;
    }
  }
  return out;
}

/** Aᵀ of a d × d matrix. */
export function transposeMatrix(a: Float64Array, d: number): Float64Array {
  return Float64Array.from(a, (_, k) => a[(k % d) * d + Math.floor(k / d)] ?? 0);
}

/** The unit matrix. */
export function unitMatrix(d: number): Float64Array {
  return Float64Array.from({ length: d * d }, (_, k) => (k % (d + 1) === 0 ? 1 : 0));
}

/** Turns the plane of axes `first` and `second` by an angle. */
export function planeRotation(d: number, first: number, second: number, angle: number): Float64Array {
  const out = unitMatrix(d);
  out[first * d + first] = Math.cos(angle);
  out[first * d + second] = -Math.sin(angle);
  out[second * d + first] = Math.sin(angle);
  out[second * d + second] = Math.cos(angle);
  return out;
}

/** Haar-random in O(d), or in SO(d): Gram–Schmidt of Gaussian rows (Mezzadri, Notices of the AMS 54, 2007), and the last row's sign. */
export function randomOrthogonal(random: RandomStream, d: number, reflections: boolean): Float64Array {
  for (;;) {
    const out = Float64Array.from({ length: d * d }, () => random.normal());
    if (!orthonormaliseRows(out, d)) continue;
    if (!reflections && signOfDeterminant(out, d) < 0)
      for (let k = 0; k < d; k++) out[(d - 1) * d + k] = -(out[(d - 1) * d + k] ?? 0);
    return out;
  }
}

/** Gram–Schmidt, twice for accuracy; false where the rows are nearly dependent. */
function orthonormaliseRows(rows: Float64Array, d: number): boolean {
  for (let i = 0; i < d; i++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        let share = 0;
        for (let k = 0; k < d; k++) share += (rows[i * d + k] ?? 0) * (rows[j * d + k] ?? 0);
        for (let k = 0; k < d; k++) rows[i * d + k] = (rows[i * d + k] ?? 0) - share * (rows[j * d + k] ?? 0);
      }
    }
    const length = Math.hypot(...rows.subarray(i * d, (i + 1) * d));
    if (length < 1e-8) return false;
    for (let k = 0; k < d; k++) rows[i * d + k] = (rows[i * d + k] ?? 0) / length;
  }
  return true;
}

/** The sign of det A of an orthogonal matrix. */
export function signOfDeterminant(a: Float64Array, d: number): number {
  const rows = Float64Array.from(a);
  let sign = 1;
  for (let column = 0; column < d; column++) {
    let pivot = column;
    for (let i = column + 1; i < d; i++)
      if (Math.abs(rows[i * d + column] ?? 0) > Math.abs(rows[pivot * d + column] ?? 0)) pivot = i;
    if (pivot !== column) {
      sign = -sign;
      for (let k = 0; k < d; k++)
        [rows[column * d + k], rows[pivot * d + k]] = [rows[pivot * d + k] ?? 0, rows[column * d + k] ?? 0];
    }
    const head = rows[column * d + column] ?? 0;
    if (head < 0) sign = -sign;
    for (let i = column + 1; i < d; i++) {
      const factor = (rows[i * d + column] ?? 0) / head;
      for (let k = column; k < d; k++) rows[i * d + k] = (rows[i * d + k] ?? 0) - factor * (rows[column * d + k] ?? 0);
    }
  }
  return sign;
}
