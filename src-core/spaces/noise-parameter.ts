import { realParameter } from '../registry/parameters';

/** Standard deviation of normal noise on every coordinate. */
export function noiseParameter() {
  return realParameter('Standard deviation of the noise on every coordinate', 0, { minimum: 0, maximum: 1e3 });
}
