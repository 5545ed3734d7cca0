import { type Points, zeroPoints } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation } from './define-space';

/** Points whose rows are written one after another by `write`; `out` is a view of the row. */
export function pointsFrom(count: number, dimension: number, write: (out: Float64Array) => void): Points {
  const points = zeroPoints(count, dimension);
  for (let i = 0; i < count; i++) write(points.values.subarray(i * dimension, (i + 1) * dimension));
  return points;
}

/** Independent points X(u) ∈ R^`ambientDimension` with u drawn from q, and normal noise of the given standard deviation per coordinate. */
export function embeddedPoints(
  parametrisation: Parametrisation,
  ambientDimension: number,
  count: number,
  random: RandomStream,
  noise = 0,
): Points {
  const latents = new Float64Array(parametrisation.dimension);
  return pointsFrom(count, ambientDimension, (out) => {
    parametrisation.draw(random, latents);
    parametrisation.embed(latents, out);
    if (noise > 0) for (let i = 0; i < ambientDimension; i++) out[i] = (out[i] ?? 0) + noise * random.normal();
  });
}
