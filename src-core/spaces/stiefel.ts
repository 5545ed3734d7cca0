import { z } from 'zod';
import { ExpectedError } from '../errors';
import { unitSphereArea } from '../laws/unit-ball-volume';
import { integerParameter } from '../registry/parameters';
import { defineSpace, type Parametrisation } from './define-space';
import { frameResidual } from './frame-residual';
import { embeddedPoints } from './sample-points';
import { sphereParametrisation } from './sphere-parametrisation';
import { uniformDensity } from './uniform-density';

export const stiefel = defineSpace({
  id: 'stiefel',
  label: 'Stiefel manifold',
  summary: 'Orthonormal vectors, fewer than the coordinates that each has, one after another; uniform.',
  parameters: z.object({
    dimension: integerParameter('Coordinates of each vector', 4, { minimum: 2, maximum: 32 }),
    vectors: integerParameter('Number of orthonormal vectors', 2, { minimum: 1, maximum: 31 }),
  }),
  create({ dimension: n, vectors: p }) {
    if (p >= n)
      throw new ExpectedError(
        'invalid-input',
        `The task 'stiefel': vectors: ${String(p)} orthonormal vectors need more than ${String(p)} coordinates each, not ${String(n)}.`,
      );
    const parametrisation = frameParametrisation(n, p);
    const residual = (x: Float32Array | Float64Array): number => frameResidual(x, p, n);
    // Each angle between two of the vectors moves both: a factor √2 in the metric of R^{pn}, which counts the p (p − 1) / 2 coordinates of these
    // angles twice (Edelman, Arias & Smith, "The geometry of algorithms with orthogonality constraints", SIAM J. Matrix Anal. 20, 1998, § 2.4.1).
    let volume = Math.SQRT2 ** ((p * (p - 1)) / 2);
    for (let i = 0; i < p; i++) volume *= unitSphereArea(n - 1 - i);
    return {
      ambientDimension: n * p,
      dimension: parametrisation.dimension,
      layout: { kind: 'point-cloud', points: p, dimension: n },
      sample: (count, random) => embeddedPoints(parametrisation, n * p, count, random),
      residual,
      parametrisation,
      density: uniformDensity(volume, residual),
      geometry: { boundary: false, curved: true, compact: true, noise: 0 },
    };
  },
});

/**
 * Angles of the first vector on S^{n−1}, of the second on the S^{n−2} orthogonal to it, and so on. The Householder reflection that
 * takes e_1 to the first vector carries e_2 … e_n to the basis in which the others are written.
 */
function frameParametrisation(n: number, p: number): Parametrisation {
  const spheres = Array.from({ length: p }, (_, i) => sphereParametrisation(n - 1 - i));
  const offsets = spheres.map((_, i) => spheres.slice(0, i).reduce((sum, sphere) => sum + sphere.dimension, 0));
  const dimension = spheres.reduce((sum, sphere) => sum + sphere.dimension, 0);
  const part = (u: Float32Array | Float64Array, i: number) => {
    const from = offsets[i] ?? 0;
    return u.subarray(from, from + (spheres[i]?.dimension ?? 0));
  };
  const directions = spheres.map((sphere) => new Float64Array(sphere.dimension + 1));
  return {
    dimension,
    latents: spheres.flatMap((sphere) => sphere.latents),
    density: (u) => spheres.reduce((product, sphere, i) => product * sphere.density(part(u, i)), 1),
    draw(random, out) {
      for (const [i, sphere] of spheres.entries()) {
        const from = offsets[i] ?? 0;
        sphere.draw(random, out.subarray(from, from + sphere.dimension));
      }
    },
    embed(u, out) {
      for (const [i, sphere] of spheres.entries()) sphere.embed(part(u, i), directions[i] ?? new Float64Array());
      for (let i = 0; i < p; i++) {
        const vector = out.subarray(i * n, (i + 1) * n);
        vector.fill(0);
        vector.set(directions[i] ?? [], i);
        for (let j = i - 1; j >= 0; j--) reflect(directions[j] ?? new Float64Array(), vector.subarray(j));
      }
    },
  };
}

/** Applies to `vector` the Householder reflection that takes e_1 to the unit vector `direction`. */
function reflect(direction: Float64Array, vector: Float64Array): void {
  const first = direction[0] ?? 0;
  // The reflection along w = e_1 − direction, ‖w‖² = 2 (1 − first).
  const scale = 1 - first;
  if (scale < 1e-15) return;
  let product = vector[0] ?? 0;
  for (let i = 0; i < vector.length; i++) product -= (direction[i] ?? 0) * (vector[i] ?? 0);
  for (let i = 0; i < vector.length; i++)
    vector[i] = (vector[i] ?? 0) - (product / scale) * ((i === 0 ? 1 : 0) - (direction[i] ?? 0));
}
