import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Group } from '../groups/define-group';
import { type Points, type Reals, rowOf, zeroPoints } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { jacobianAt } from '../spaces/jacobian-at';
import { latentResidual } from '../spaces/latent-residual';
import type { Parametrisation, Space } from '../spaces/define-space';
import type { Work } from '../work';

/** How G acts on Ω, found at random points of Ω. */
export interface QuotientGeometry {
  readonly spaceDimension: number;
  /** Of the orbits through almost all points. */
  readonly orbitDimension: number;
  /** dim Ω/G; where G moves Ω off itself, the dimension of Ω seen in the quotient of R^D. */
  readonly dimension: number;
  /** Share of the random points with orbits of that dimension. */
  readonly regularShare: number;
  /** Largest residual of g·x relative to the size of what G moves of Ω, over random x and g: 0 where G maps Ω to itself. */
  readonly drift: number;
  /** Does G map Ω to itself, up to a small error of rendering? */
  readonly invariant: boolean;
}

/** Above this share of the size of what is moved, g·x is off Ω; shifted images of a rendered shape stay well below. */
const largestDrift = 0.02;

/** Latents of the points that the geometry is found at. */
export interface Probe {
  readonly latents: Points;
  readonly points: Points;
}

/** Random latents with their points on Ω (without noise). */
export function probeSpace(
  parametrisation: Parametrisation,
  ambientDimension: number,
  count: number,
  random: RandomStream,
): Probe {
  const latents = zeroPoints(count, parametrisation.dimension);
  const points = zeroPoints(count, ambientDimension);
  const u = new Float64Array(parametrisation.dimension);
  const x = new Float64Array(ambientDimension);
  for (let i = 0; i < count; i++) {
    parametrisation.draw(random, u);
    parametrisation.embed(u, x);
    latents.values.set(u, i * u.length);
    points.values.set(x, i * x.length);
  }
  return { latents, points };
}

/** Dimensions of the orbits and of the quotient, and whether G maps Ω to itself. */
export async function quotientGeometry(
  space: Space,
  parametrisation: Parametrisation,
  group: Group,
  probe: Probe,
  random: RandomStream,
  work: Work,
): Promise<QuotientGeometry> {
  const spaceDimension = parametrisation.dimension;
  const dimensions = Array.from({ length: probe.points.count }, (_, i) => group.orbitDimension(rowOf(probe.points, i)));
  const orbitDimension = Math.max(...dimensions);
  const drift = group.order === 1 ? 0 : await driftOf(space, parametrisation, group, probe.points, random, work);
  const invariant = drift <= largestDrift;
  return {
    spaceDimension,
    orbitDimension,
    dimension: invariant ? spaceDimension - orbitDimension : transverseDimension(parametrisation, group, probe),
    regularShare: dimensions.filter((dimension) => dimension === orbitDimension).length / dimensions.length,
    drift,
    invariant,
  };
}

/** The root mean square of the points' norms. */
export function sizeOf(points: Points): number {
  let sum = 0;
  for (const value of points.values) sum += value * value;
  return Math.sqrt(sum / points.count);
}

async function driftOf(
  space: Space,
  parametrisation: Parametrisation,
  group: Group,
  points: Points,
  random: RandomStream,
  work: Work,
): Promise<number> {
  const residual = space.residual ?? latentResidual(parametrisation, space.ambientDimension);
  const scale = movedSize(group, points, random.derive('moved coordinates'));
  const moved = new Float64Array(space.ambientDimension);
  let largest = 0;
  // One point off Ω settles it.
  for (let i = 0; i < Math.min(24, points.count) && largest <= largestDrift; i++) {
    await work.checkpoint({ step: 'geometry', current: i, total: 24 });
    group.act(group.sample(random), rowOf(points, i), moved);
    largest = Math.max(largest, residual(moved) / scale);
  }
  return largest;
}

/**
 * The root mean square of the points' norms in the coordinates that G moves: those of a factor that it leaves alone, however large, say nothing of how far off Ω
 * the others are.
 */
function movedSize(group: Group, points: Points, random: RandomStream): number {
  const moves = new Uint8Array(points.dimension);
  const moved = new Float64Array(points.dimension);
  for (let i = 0; i < Math.min(8, points.count); i++) {
    const x = rowOf(points, i);
    group.act(group.sample(random), x, moved);
    for (let c = 0; c < moves.length; c++) if (moved[c] !== x[c]) moves[c] = 1;
  }
  let sum = 0;
  for (let at = 0; at < points.values.length; at++)
    if (moves[at % points.dimension] === 1) sum += (points.values[at] as number) ** 2;
  return sum === 0 ? sizeOf(points) : Math.sqrt(sum / points.count);
}

/** The rank of Ω's tangent space after projection orthogonally to the orbits. */
function transverseDimension(parametrisation: Parametrisation, group: Group, probe: Probe): number {
  const k = parametrisation.dimension;
  const length = group.ambientDimension;
  const jacobian = new Float64Array(length * k);
  return Math.max(
    ...Array.from({ length: Math.min(4, probe.points.count) }, (_, i) => {
      jacobianAt(parametrisation, rowOf(probe.latents, i), jacobian);
      const tangents = group.tangents(rowOf(probe.points, i));
      const together = zeroPoints(k + tangents.count, length);
      together.values.set(transposed(jacobian, length, k));
      together.values.set(tangents.values, k * length);
      return rankOf(together) - rankOf(tangents);
    }),
  );
}

/** How many singular values of the rows exceed 10⁻⁶ of the largest. */
function rankOf(rows: Points): number {
  if (rows.count === 0) return 0;
  const matrix = Matrix.from1DArray(rows.count, rows.dimension, rows.values);
  const { diagonal } = new SingularValueDecomposition(matrix, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  });
  const largest = Math.max(...diagonal);
  return diagonal.filter((value) => value > 1e-6 * largest).length;
}

/** `rows` × `columns` row by row, turned into `columns` × `rows`. */
export function transposed(matrix: Reals, rows: number, columns: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[j * rows + i] = matrix[i * columns + j] as number;
  return out;
}
