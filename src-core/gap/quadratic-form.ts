/** A S Aᵀ of size × size matrices, row by row. */
export function quadraticForm(a: Float64Array, s: Float64Array, size: number): Float64Array {
  return product(product(a, s, size, false), a, size, true);
}

/** A·B, or A·Bᵀ. */
function product(a: Float64Array, b: Float64Array, size: number, transposed: boolean): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let l = 0; l < size; l++)
        sum += (a[i * size + l] as number) * (b[transposed ? j * size + l : l * size + j] as number);
      out[i * size + j] = sum;
    }
  }
  return out;
}
