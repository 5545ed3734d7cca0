import { integerParameter, realParameter } from '../registry/parameters';
import type { NoiseEnds } from './noise-range';

/** Parameters of a reverse process whose score is known exactly, for a trainer's schema. */
export const reverseParameters = {
  steps: integerParameter('Steps of the reverse process', 24, { minimum: 4, maximum: 10_000 }),
  largestNoise: realParameter('Noise at the start, in standard deviations of the data', 4, {
    minimum: 0.1,
    maximum: 1000,
  }),
  smallestNoise: realParameter('Noise at the end, in mean distances between nearest training points', 0.01, {
    minimum: 1e-6,
    maximum: 1,
  }),
};

export interface ReverseSettings extends NoiseEnds {
  readonly steps: number;
}
