import { unitSphereArea } from '../laws/unit-ball-volume';
import type { Reals } from '../mathematics/points';
import type { Parametrisation, Space } from './define-space';
import { pointsFrom } from './sample-points';
import { drawOnSphere, sphereParametrisation } from './sphere-parametrisation';
import { uniformDensity } from './uniform-density';

/**
 * All clouds of `points` points of R^`dimension` with mean 0 and unit norm, uniform: the pre-shape sphere of Kendall, "Shape
 * manifolds, Procrustean metrics, and complex projective spaces" (1984), whose quotient by rotations is shape space.
 */
export function preshapeSpace(points: number, dimension: number): Space {
  const size = points * dimension;
  const sphereDimension = (points - 1) * dimension - 1;
  const sphere = sphereParametrisation(sphereDimension);
  const reduced = new Float64Array(sphereDimension + 1);
  const parametrisation: Parametrisation = {
    dimension: sphere.dimension,
    latents: sphere.latents,
    density: (u) => sphere.density(u),
    draw: (random, out) => {
      sphere.draw(random, out);
    },
    embed(u, out) {
      sphere.embed(u, reduced);
      expand(reduced, points, dimension, out);
    },
  };
  const residual = (x: Reals): number => {
    let sum = 0;
    for (let c = 0; c < dimension; c++) {
      let mean = 0;
      for (let i = 0; i < points; i++) mean += (x[i * dimension + c] ?? 0) / points;
      sum += mean * mean * points;
    }
    return Math.hypot(Math.sqrt(sum), Math.hypot(...x) - 1);
  };
  return {
    ambientDimension: size,
    dimension: sphereDimension,
    layout: { kind: 'point-cloud', points, dimension },
    sample: (count, random) =>
      pointsFrom(count, size, (out) => {
        drawOnSphere(random, reduced);
        expand(reduced, points, dimension, out);
      }),
    residual,
    parametrisation,
    density: uniformDensity(unitSphereArea(sphereDimension), residual),
    geometry: { boundary: false, curved: true, compact: true, noise: 0 },
  };
}

/** The isometry onto centred clouds by Helmert's orthonormal contrasts: contrast i sets the first i points against point i + 1. */
function expand(reduced: Float64Array, points: number, dimension: number, out: Float64Array): void {
  out.fill(0);
  for (let i = 1; i < points; i++) {
    const scale = 1 / Math.sqrt(i * (i + 1));
    for (let c = 0; c < dimension; c++) {
      const value = scale * (reduced[(i - 1) * dimension + c] ?? 0);
      for (let j = 0; j < i; j++) out[j * dimension + c] = (out[j * dimension + c] ?? 0) + value;
      out[i * dimension + c] = (out[i * dimension + c] ?? 0) - i * value;
    }
  }
}
