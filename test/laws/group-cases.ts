import type { Group, GroupContext } from '#core/groups/define-group';
import type { Points, Reals } from '#core/mathematics/points';
import { rowOf } from '#core/mathematics/points';

/** A group to try, and for what data. */
export interface Case extends GroupContext {
  readonly reference: string;
}

export const image = (rows: number, columns: number, channels = 1): GroupContext => ({
  ambientDimension: rows * columns * channels,
  layout: { kind: 'image', rows, columns, channels },
});
export const cloud = (points: number, dimension: number): GroupContext => ({
  ambientDimension: points * dimension,
  layout: { kind: 'point-cloud', points, dimension },
});

/** Every registered group, with choices of parameters that take each of its paths. */
export const cases: readonly Case[] = [
  { reference: 'trivial', ambientDimension: 5 },
  { reference: 'sign', ambientDimension: 4 },
  { reference: 'sign', ambientDimension: 1 },
  { reference: 'cyclic?order=5', ambientDimension: 4 },
  { reference: 'cyclic?order=1', ambientDimension: 4 },
  { reference: 'cyclic?order=40', ambientDimension: 4 },
  { reference: 'cyclic?order=35&frequencies=6,6', ambientDimension: 4 },
  { reference: 'cyclic?order=40&frequencies=6,6', ambientDimension: 4 },
  { reference: 'cyclic?order=6&frequencies=2,3', ambientDimension: 4 },
  { reference: 'cyclic?order=3&planes=4-1', ambientDimension: 5 },
  { reference: 'dihedral?order=5', ambientDimension: 4 },
  { reference: 'dihedral?order=4', ambientDimension: 2 },
  { reference: 'dihedral?order=30&planes=0-2', ambientDimension: 5 },
  { reference: 'so2', ambientDimension: 4 },
  { reference: 'so2', ambientDimension: 2 },
  { reference: 'so2?frequencies=1,2', ambientDimension: 4 },
  { reference: 'so2?frequencies=2,4', ambientDimension: 4 },
  { reference: 'so2?frequencies=3,7,10', ambientDimension: 6 },
  { reference: 'so2?frequencies=1,3,0&planes=0-1,5-2,3-4', ambientDimension: 7, layout: { kind: 'plain' } },
  { reference: 'so2?planes=3-1', ambientDimension: 5 },
  { reference: 'o2', ambientDimension: 4 },
  { reference: 'o2', ambientDimension: 2 },
  { reference: 'o2?frequencies=1,2', ambientDimension: 4 },
  { reference: 'special-orthogonal?dimension=2', ambientDimension: 6 },
  { reference: 'special-orthogonal', ...cloud(4, 3) },
  { reference: 'special-orthogonal?dimension=3', ambientDimension: 6 },
  { reference: 'special-orthogonal?dimension=3', ambientDimension: 3 },
  { reference: 'special-orthogonal', ...cloud(5, 4) },
  { reference: 'orthogonal', ...cloud(4, 2) },
  { reference: 'orthogonal', ...cloud(3, 3) },
  { reference: 'orthogonal', ...cloud(2, 3) },
  { reference: 'orthogonal', ...cloud(1, 3) },
  { reference: 'orthogonal', ...cloud(4, 4) },
  { reference: 'special-orthogonal', ...cloud(3, 5) },
  { reference: 'permutation', ambientDimension: 1 },
  { reference: 'permutation', ambientDimension: 5 },
  { reference: 'permutation?block=2', ambientDimension: 8 },
  { reference: 'permutation', ...cloud(4, 3) },
  { reference: 'permutation', ambientDimension: 14 },
  { reference: 'permutation', ...cloud(9, 2) },
  { reference: 'point-cloud-symmetry', ...cloud(3, 2) },
  { reference: 'point-cloud-symmetry', ...cloud(4, 3) },
  { reference: 'point-cloud-symmetry', ...cloud(5, 2) },
  { reference: 'point-cloud-symmetry', ...cloud(7, 2) },
  { reference: 'point-cloud-symmetry', ...cloud(1, 3) },
  { reference: 'point-cloud-symmetry', ...cloud(6, 2) },
  { reference: 'pixel-shift', ...image(4, 5) },
  { reference: 'pixel-shift', ...image(3, 4, 2) },
  { reference: 'pixel-shift?shape=7', ambientDimension: 7 },
  { reference: 'continuous-shift', ...image(5, 4) },
  { reference: 'continuous-shift', ...image(3, 6, 2) },
  { reference: 'continuous-shift?shape=2x9', ambientDimension: 18 },
  { reference: 'square', ...image(3, 3) },
  { reference: 'square?shape=2x2x3', ambientDimension: 12 },
  { reference: 'product?factors=so2(frequencies=1,2)[0:4]*permutation[4:8]', ambientDimension: 9 },
  { reference: 'product?factors=sign[0:1]*dihedral(order=3)[1:3]*permutation[4:7]', ambientDimension: 8 },
  { reference: 'product?factors=so2[2:4]*special-orthogonal(dimension=3)[4:10]', ambientDimension: 10 },
];

export const inner = (a: Reals, b: Reals): number =>
  Array.from(a).reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
export const moved = (group: Group, g: Float64Array, x: Reals): Float64Array => {
  const out = new Float64Array(group.ambientDimension);
  group.act(g, x, out);
  return out;
};
export const alignAll = (group: Group, y: Points, z: Points): Float64Array => {
  const out = new Float64Array(y.count * z.count).fill(NaN);
  group.align(y, z, out);
  return out;
};
export const meanOf = (group: Group, y: Reals, z: Reals, kappa: number): { log: number; mean: Float64Array } => {
  const mean = new Float64Array(group.ambientDimension).fill(NaN);
  return { log: group.posteriorMean(y, z, kappa, mean), mean };
};
export const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, k) => Math.abs(value - (b[k] ?? NaN))));
export const actOnAll = (group: Group, g: Float64Array, points: Points): Points => {
  const values = new Float64Array(points.values.length);
  for (let i = 0; i < points.count; i++) values.set(moved(group, g, rowOf(points, i)), i * points.dimension);
  return { ...points, values };
};

/** Pairs of points with ties: equal coordinates, coordinates repeated in blocks of three and of two, one that is not 0, the same point twice. */
export const degenerate = (D: number): readonly (readonly [Float64Array, Float64Array])[] => {
  const equal = new Float64Array(D).fill(1.5);
  const threes = Float64Array.from({ length: D }, (_, k) => [1, -2, 0.5][k % 3] ?? 0);
  const twos = Float64Array.from({ length: D }, (_, k) => [2, 1][k % 2] ?? 0);
  const single = Float64Array.from({ length: D }, (_, k) => (k === 0 ? 1 : 0));
  return [
    [equal, equal],
    [equal, threes],
    [threes, threes],
    [twos, threes],
    [twos, twos],
    [single, single],
    [single, threes],
  ];
};
