import type { Reals } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import type { Parametrisation, Space } from './define-space';
import { drawRotation, rotationParametrisation } from './rotation-parametrisation';
import { embeddedPoints, pointsFrom } from './sample-points';
import { uniformDensity } from './uniform-density';

/**
 * One fixed generic cloud with mean 0 and unit norm, turned by all rotations of the plane or of space, uniform: rotations act by
 * isometries, so that Haar measure is the Riemannian volume divided by its total.
 */
export function rigidCloudSpace(points: number, dimension: 2 | 3): Space {
  const shape = genericShape(points, dimension);
  const size = points * dimension;
  const rotation = new Float64Array(9);
  const turn = (out: Float64Array): void => {
    for (let i = 0; i < points; i++)
      for (let r = 0; r < dimension; r++) {
        let sum = 0;
        for (let c = 0; c < dimension; c++) sum += (rotation[r * dimension + c] ?? 0) * (shape[i * dimension + c] ?? 0);
        out[i * dimension + r] = sum;
      }
  };
  const turns = dimension === 2 ? planeRotations : rotationParametrisation;
  const parametrisation: Parametrisation = {
    dimension: turns.dimension,
    latents: turns.latents,
    density: (u) => turns.density(u),
    draw: (random, out) => {
      turns.draw(random, out);
    },
    embed(u, out) {
      turns.embed(u, rotation);
      turn(out);
    },
  };
  const residual = rigidResidual(shape, points, dimension);
  const volume = dimension === 2 ? 2 * Math.PI : 8 * Math.PI ** 2 * Math.sqrt(inertiaDeterminant(shape, points));
  return {
    ambientDimension: size,
    dimension: turns.dimension,
    layout: { kind: 'point-cloud', points, dimension },
    sample: (count, random) =>
      dimension === 2
        ? embeddedPoints(parametrisation, size, count, random)
        : pointsFrom(count, size, (out) => {
            drawRotation(random, rotation);
            turn(out);
          }),
    residual,
    parametrisation,
    density: uniformDensity(volume, residual),
    geometry: { boundary: false, curved: true, compact: true, noise: 0 },
  };
}

/** SO(2), 2 × 2 row by row. */
const planeRotations: Parametrisation = {
  dimension: 1,
  latents: [{ from: 0, to: 2 * Math.PI, periodic: true }],
  density: () => 1 / (2 * Math.PI),
  draw(random, out) {
    out[0] = 2 * Math.PI * random.uniform();
  },
  embed(u, out) {
    const [c, s] = [Math.cos(u[0] ?? 0), Math.sin(u[0] ?? 0)];
    out.set([c, -s, s, c]);
  },
};

/** Normal points of a fixed key, centred and scaled; the same for everybody. */
function genericShape(points: number, dimension: number): Float64Array {
  const random = randomStream(['point-cloud', points, dimension]);
  const shape = Float64Array.from({ length: points * dimension }, () => random.normal());
  for (let c = 0; c < dimension; c++) {
    let mean = 0;
    for (let i = 0; i < points; i++) mean += (shape[i * dimension + c] ?? 0) / points;
    for (let i = 0; i < points; i++) shape[i * dimension + c] = (shape[i * dimension + c] ?? 0) - mean;
  }
  const norm = Math.hypot(...shape);
  return shape.map((value) => value / norm);
}

/** Determinant of the inertia tensor: of the metric on rotation vectors of space. */
function inertiaDeterminant(shape: Reals, points: number): number {
  let [xx, yy, zz, xy, xz, yz] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < points; i++) {
    const [x = 0, y = 0, z = 0] = shape.subarray(3 * i);
    xx += y * y + z * z;
    yy += x * x + z * z;
    zz += x * x + y * y;
    xy -= x * y;
    xz -= x * z;
    yz -= y * z;
  }
  return xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz);
}

/** Clouds with the same inner products are the same up to a rotation and perhaps a reflection; one signed volume tells the two apart. */
function rigidResidual(shape: Float64Array, points: number, dimension: 2 | 3): (x: Reals) => number {
  const corners = largestSimplex(shape, points, dimension);
  const volume = signedVolume(shape, corners, dimension);
  return (x) => {
    let sum = 0;
    for (let i = 0; i < points; i++)
      for (let j = 0; j < points; j++) {
        let difference = 0;
        for (let c = 0; c < dimension; c++) {
          difference += (x[i * dimension + c] ?? 0) * (x[j * dimension + c] ?? 0);
          difference -= (shape[i * dimension + c] ?? 0) * (shape[j * dimension + c] ?? 0);
        }
        sum += difference * difference;
      }
    return Math.hypot(Math.sqrt(sum), signedVolume(x, corners, dimension) - volume);
  };
}

/** The points whose signed volume with the origin is largest. */
function largestSimplex(shape: Float64Array, points: number, dimension: 2 | 3): readonly number[] {
  let best: readonly number[] = [0, 1, 2];
  const consider = (corners: readonly number[]): void => {
    if (Math.abs(signedVolume(shape, corners, dimension)) > Math.abs(signedVolume(shape, best, dimension)))
      best = corners;
  };
  for (let i = 0; i < points; i++)
    for (let j = i + 1; j < points; j++) {
      if (dimension === 2) consider([i, j]);
      else for (let k = j + 1; k < points; k++) consider([i, j, k]);
    }
  return best;
}

function signedVolume(x: Reals, corners: readonly number[], dimension: 2 | 3): number {
  const at = (corner: number, c: number): number => x[(corners[corner] ?? 0) * dimension + c] ?? 0;
  if (dimension === 2) return at(0, 0) * at(1, 1) - at(0, 1) * at(1, 0);
  return (
    at(0, 0) * (at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1)) -
    at(0, 1) * (at(1, 0) * at(2, 2) - at(1, 2) * at(2, 0)) +
    at(0, 2) * (at(1, 0) * at(2, 1) - at(1, 1) * at(2, 0))
  );
}
