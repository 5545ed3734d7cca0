import type { Reals } from '../../mathematics/points';
import type { Parametrisation, Space } from '../define-space';
import { latentResidual } from '../latent-residual';
import { embeddedPoints } from '../sample-points';

/** The image of the unit cube [0, 1]^d under a map; the data are the images of uniform points. */
export interface CubeImage {
  /** d */
  readonly dimension: number;
  /** D */
  readonly ambientDimension: number;
  /** X(u), written to `out` of length D. */
  embed(u: Reals, out: Float64Array): void;
  /** A u with X(u) = x for every x on the space; any values for others. The nearest is searched for where it is left out. */
  readonly latentsOf?: (x: Reals) => readonly number[];
  /** Latents that run in a circle. */
  readonly periodic?: readonly number[];
  readonly boundary: boolean;
  readonly curved: boolean;
}

/** The task of drawing from the image of a uniform law on the unit cube. */
export function cubeImageSpace(image: CubeImage): Space {
  const { dimension, ambientDimension, latentsOf, periodic = [], boundary, curved } = image;
  const parametrisation: Parametrisation = {
    dimension,
    latents: Array.from({ length: dimension }, (_, k) => ({ from: 0, to: 1, periodic: periodic.includes(k) })),
    density: () => 1,
    draw(random, out) {
      for (let k = 0; k < dimension; k++) out[k] = random.uniform();
    },
    embed: (u, out) => {
      image.embed(u, out);
    },
  };
  const fromLatents = (x: Reals): number => {
    const nearest = new Float64Array(ambientDimension);
    image.embed(Float64Array.from(latentsOf?.(x) ?? [], inUnitInterval), nearest);
    return Math.sqrt(nearest.reduce((sum, value, k) => sum + (value - (x[k] as number)) ** 2, 0));
  };
  return {
    ambientDimension,
    dimension,
    layout: { kind: 'plain' },
    sample: (count, random) => embeddedPoints(parametrisation, ambientDimension, count, random),
    residual: latentsOf === undefined ? latentResidual(parametrisation, ambientDimension) : fromLatents,
    parametrisation,
    geometry: { boundary, curved, compact: true, noise: 0 },
  };
}

/** The nearest number of [0, 1]; 0 for what is not a number. */
function inUnitInterval(value: number): number {
  return value > 0 ? Math.min(1, value) : 0;
}
