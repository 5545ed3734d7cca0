import { zeroPoints, type Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation, Space } from './define-space';

/**
 * Equally likely normal laws in R^dimension: their centres stand evenly on a circle of radius 1 in the first plane, or on the line at distances of 1.
 * @param spread - standard deviation of each
 */
export function mixtureSpace(dimension: number, components: number, spread: number): Space {
  const centres = Array.from({ length: components }, (_, j) => centreOf(j, components, dimension));
  const factor = (2 * Math.PI * spread * spread) ** (-dimension / 2) / components;
  const density = (y: Reals): number =>
    centres.reduce((sum, centre) => {
      let square = 0;
      for (let k = 0; k < dimension; k++) square += ((y[k] ?? 0) - (centre[k] ?? 0)) ** 2;
      return sum + factor * Math.exp(-square / (2 * spread * spread));
    }, 0);
  const draw = (random: RandomStream, out: Float64Array): void => {
    const centre = centres[random.integer(components)];
    for (let k = 0; k < dimension; k++) out[k] = (centre?.[k] ?? 0) + spread * random.normal();
  };
  const parametrisation: Parametrisation = {
    dimension,
    latents: Array.from({ length: dimension }, () => ({ from: -Infinity, to: Infinity, periodic: false })),
    density,
    draw,
    embed: (u, out) => {
      out.set(u);
    },
  };
  return {
    ambientDimension: dimension,
    dimension,
    layout: { kind: 'plain' },
    sample(count, random) {
      const points = zeroPoints(count, dimension);
      for (let i = 0; i < count; i++) draw(random, points.values.subarray(i * dimension, (i + 1) * dimension));
      return points;
    },
    residual: () => 0,
    parametrisation,
    density,
    geometry: { boundary: false, curved: false, compact: false, noise: 0 },
  };
}

function centreOf(index: number, components: number, dimension: number): Float64Array {
  const centre = new Float64Array(dimension);
  if (dimension === 1) centre[0] = index - (components - 1) / 2;
  else {
    centre[0] = Math.cos((2 * Math.PI * index) / components);
    centre[1] = Math.sin((2 * Math.PI * index) / components);
  }
  return centre;
}
