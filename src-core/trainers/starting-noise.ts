import { zeroPoints, type Points } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';

/** Noise of the law that a diffusion process has at its start, up to the shape of the data, which the noise drowns. */
export function startingNoise(random: RandomStream, count: number, centre: Float64Array, deviation: number): Points {
  const stream = random.derive('reverse process');
  const points = zeroPoints(count, centre.length);
  for (let at = 0; at < points.values.length; at++)
    points.values[at] = (centre[at % centre.length] as number) + deviation * stream.normal();
  return points;
}
