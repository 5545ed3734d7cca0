/** What brings points into the cube [−1, 1]³: (value − centre) · factor along each axis. */
export interface CubeScale {
  readonly centre: readonly [number, number, number];
  readonly factor: readonly [number, number, number];
}

/**
 * The scale that brings all points into the cube.
 * @param sets - points of space, three numbers each
 * @param equalUnits - one factor for all axes
 */
export function cubeScale(sets: readonly Float32Array[], equalUnits: boolean): CubeScale {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const set of sets)
    set.forEach((value, k) => {
      const a = k % 3;
      if (value < (low[a] as number)) low[a] = value;
      if (value > (high[a] as number)) high[a] = value;
    });
  const half = low.map((from, a) => Math.max(0, ((high[a] ?? 0) - from) / 2) || 0);
  const largest = Math.max(...half.map((value) => (Number.isFinite(value) ? value : 0)));
  const factorOf = (a: number): number => {
    const extent = equalUnits ? largest : (half[a] ?? 0);
    return Number.isFinite(extent) && extent > 0 ? 1 / extent : 1;
  };
  const centreOf = (a: number): number => {
    const middle = ((low[a] ?? 0) + (high[a] ?? 0)) / 2;
    return Number.isFinite(middle) ? middle : 0;
  };
  return { centre: [centreOf(0), centreOf(1), centreOf(2)], factor: [factorOf(0), factorOf(1), factorOf(2)] };
}

/** Lines as pairs of ends, one after another. */
export function segmentsOf(lines: readonly Float32Array[], dimensions: number): Float32Array {
  const count = lines.reduce((sum, { length }) => sum + Math.max(0, length / dimensions - 1), 0);
  const out = new Float32Array(2 * count * dimensions);
  let at = 0;
  for (const line of lines)
    for (let i = 0; (i + 2) * dimensions <= line.length; i++) {
      out.set(line.subarray(i * dimensions, (i + 2) * dimensions), at);
      at += 2 * dimensions;
    }
  return out;
}
