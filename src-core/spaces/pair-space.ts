import { type Points, type Reals, rowOf, zeroPoints } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation, Space } from './define-space';
import { inputLayout } from './layout';

/** A law of pairs (x, y), y depending on x and on something drawn beside it. */
export interface PairRequest {
  readonly input: Space;
  /** Coordinates of y. */
  readonly outputs: number;
  /** What y depends on beside x; absent where it is a function of x. */
  readonly fibre?: Space;
  /** Writes y for an input x and a point s of the fibre. */
  output(x: Reals, s: Reals, out: Float64Array): void;
  /** 0 exactly where y belongs to x. */
  residual(x: Reals, y: Reals): number;
  /** Standard deviation of normal noise on every coordinate of y. */
  readonly noise: number;
  readonly curved: boolean;
  /** Is y the unit vector of a class? */
  readonly classes: boolean;
  readonly laws: Pick<Space, 'outputs' | 'conditional'>;
}

/** The space of pairs: coordinates of x, then those of y. */
export function pairSpace(request: PairRequest): Space {
  const { input, outputs, fibre, noise } = request;
  const inputs = input.ambientDimension;
  const ambientDimension = inputs + outputs;
  const dimensions = [input.dimension, fibre === undefined ? 0 : fibre.dimension];
  const known = dimensions.every((one) => one !== undefined);
  const parts: readonly Space[] = fibre === undefined ? [input] : [input, fibre];
  const parametrisation = parametrisationOf(request);
  const inputResidual = input.residual;
  return {
    ambientDimension,
    dimension: known ? dimensions.reduce((sum, one) => sum + one, 0) : undefined,
    layout: { kind: 'pair', inputs, outputs, classes: request.classes, ...inputLayout(input.layout) },
    sample: (count, random) => samplePairs(request, count, random),
    ...(inputResidual !== undefined && noise === 0
      ? {
          residual: (point: Reals) =>
            Math.hypot(
              inputResidual(point.subarray(0, inputs)),
              request.residual(point.subarray(0, inputs), point.subarray(inputs)),
            ),
        }
      : {}),
    ...(parametrisation === undefined ? {} : { parametrisation }),
    geometry: {
      boundary: parts.some(({ geometry }) => geometry.boundary),
      curved: request.curved || parts.some(({ geometry }) => geometry.curved),
      compact: parts.every(({ geometry }) => geometry.compact),
      noise: Math.sqrt((input.geometry.noise ** 2 * inputs + noise ** 2 * outputs) / ambientDimension),
    },
    ...request.laws,
  };
}

function samplePairs(
  { input, fibre, outputs, output, noise }: PairRequest,
  count: number,
  random: RandomStream,
): Points {
  const x = input.sample(count, random);
  const s = fibre?.sample(count, random) ?? zeroPoints(count, 0);
  const pairs = zeroPoints(count, input.ambientDimension + outputs);
  for (let i = 0; i < count; i++) {
    const pair = pairs.values.subarray(i * pairs.dimension, (i + 1) * pairs.dimension);
    const y = pair.subarray(input.ambientDimension);
    pair.set(rowOf(x, i));
    output(pair.subarray(0, input.ambientDimension), rowOf(s, i), y);
    if (noise > 0) for (let k = 0; k < outputs; k++) y[k] = (y[k] ?? 0) + noise * random.normal();
  }
  return pairs;
}

/** Latents of x, then those of the fibre. */
function parametrisationOf({ input, fibre, output }: PairRequest): Parametrisation | undefined {
  const first = input.parametrisation;
  const second = fibre?.parametrisation;
  if (first === undefined || (fibre !== undefined && second === undefined)) return undefined;
  const inputs = input.ambientDimension;
  const s = new Float64Array(fibre?.ambientDimension ?? 0);
  return {
    dimension: first.dimension + (second?.dimension ?? 0),
    latents: [...first.latents, ...(second?.latents ?? [])],
    density: (u) => first.density(u.subarray(0, first.dimension)) * (second?.density(u.subarray(first.dimension)) ?? 1),
    draw(random, out) {
      first.draw(random, out.subarray(0, first.dimension));
      second?.draw(random, out.subarray(first.dimension));
    },
    embed(u, out) {
      const x = out.subarray(0, inputs);
      first.embed(u.subarray(0, first.dimension), x);
      second?.embed(u.subarray(first.dimension), s);
      output(x, s, out.subarray(inputs));
    },
  };
}
