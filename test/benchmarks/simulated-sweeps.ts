import { randomStream, type RandomStream } from '#core/mathematics/random-stream';

/** The gap of one run: a training set of n points, and fresh test points. */
export type SimulatedGap = (n: number, testPoints: number, random: RandomStream) => number;

/** T² ⊂ R⁴ without symmetry: exact nearest neighbours by a grid of about one point a cell. */
export const torusGap: SimulatedGap = (n, testPoints, random) => {
  const side = Math.max(3, Math.floor(Math.sqrt(n)));
  const u = Float64Array.from({ length: n }, () => random.uniform());
  const v = Float64Array.from({ length: n }, () => random.uniform());
  const cells = Array.from({ length: side * side }, (): number[] => []);
  for (let i = 0; i < n; i++)
    cells[Math.floor((u[i] as number) * side) * side + Math.floor((v[i] as number) * side)]?.push(i);
  let sum = 0;
  for (let t = 0; t < testPoints; t++) {
    const x = random.uniform();
    const y = random.uniform();
    const row = Math.floor(x * side);
    const column = Math.floor(y * side);
    let best = Infinity;
    for (let ring = 0; ring <= side; ring++) {
      // Points in rings further out are at least (ring − 1) cells away; a chord is at least 2/π of its arc… so compare by arcs' cosines.
      const least = ring === 0 ? 0 : 2 - 2 * Math.cos(Math.min(Math.PI, ((ring - 1) * 2 * Math.PI) / side));
      if (best <= least) break;
      if (2 * ring + 1 >= side) {
        for (let i = 0; i < n; i++) best = Math.min(best, chord(x - (u[i] as number)) + chord(y - (v[i] as number)));
        break;
      }
      for (let a = -ring; a <= ring; a++) {
        const edge = Math.abs(a) === ring;
        for (let b = -ring; b <= ring; b += edge || ring === 0 ? 1 : 2 * ring) {
          const cell = cells[((row + a + side) % side) * side + ((column + b + side) % side)] as number[];
          for (const i of cell) {
            const value = chord(x - (u[i] as number)) + chord(y - (v[i] as number));
            if (value < best) best = value;
          }
        }
      }
    }
    sum += best;
  }
  return sum / testPoints;
};

/** ‖e^{2πia} − 1‖². */
const chord = (turn: number): number => 2 - 2 * Math.cos(2 * Math.PI * turn);

/** T² ⊂ C² modulo the diagonal SO(2): the quotient is the circle of angle differences δ, at squared distance 4 − 4|cos(δ/2)|. */
export const torusByRotationGap: SimulatedGap = (n, testPoints, random) => {
  const points = Float64Array.from({ length: n }, () => random.uniform()).sort();
  let sum = 0;
  for (let t = 0; t < testPoints; t++) {
    const x = random.uniform();
    let low = 0;
    let high = n;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((points[middle] as number) < x) low = middle + 1;
      else high = middle;
    }
    const after = low < n ? (points[low] as number) - x : (points[0] as number) + 1 - x;
    const before = low > 0 ? x - (points[low - 1] as number) : x + 1 - (points[n - 1] as number);
    sum += 4 - 4 * Math.abs(Math.cos(Math.PI * Math.min(after, before)));
  }
  return sum / testPoints;
};

/** The gaps of a sweep's replicates, one list a size. */
export function simulateSweep(
  gap: SimulatedGap,
  sizes: readonly number[],
  replicates: number,
  testPoints: number,
  path: readonly (string | number)[],
): readonly (readonly number[])[] {
  return sizes.map((n) =>
    Array.from({ length: replicates }, (_, replicate) => gap(n, testPoints, randomStream([...path, n, replicate]))),
  );
}
