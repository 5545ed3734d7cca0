/**
 * Σ |e|^α over the edges of the minimum spanning tree of some points of a complete graph, by Prim's algorithm in its dense form: n² steps.
 * @param squares - squared lengths, count × count; symmetric
 */
export function spanningTreeLength(squares: Float32Array, count: number, members: Int32Array, alpha: number): number {
  const left = members.slice(1);
  const nearest = new Float32Array(left.length).fill(Infinity);
  let size = left.length;
  let last = members[0] as number;
  let sum = 0;
  while (size > 0) {
    const row = last * count;
    let best = 0;
    let least = Infinity;
    for (let i = 0; i < size; i++) {
      const square = squares[row + (left[i] as number)] as number;
      if (square < (nearest[i] as number)) nearest[i] = square;
      const value = nearest[i] as number;
      if (value < least) {
        least = value;
        best = i;
      }
    }
    sum += least ** (alpha / 2);
    last = left[best] as number;
    size--;
    left[best] = left[size] as number;
    nearest[best] = nearest[size] as number;
  }
  return sum;
}
