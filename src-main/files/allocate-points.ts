import { ExpectedError } from '#core/errors';
import type { Points } from '#core/mathematics/points';

export type Precision = 'float32' | 'float64';

/** Memory for one data set; larger ones are read in part. */
const largestBytes = 2 ** 30;
const largestCount = 2 ** 31 - 1;
const largestDimension = 2 ** 24;

/** Throws unless the sizes read from a file are positive and bounded. */
export function checkSizes(name: string, count: number, dimension: number): void {
  const check = (size: number, what: string, largest: number): void => {
    if (!(size >= 1)) throw new ExpectedError('malformed-file', `${name}: has ${size} ${what}; expected at least one.`);
    if (size > largest)
      throw new ExpectedError('too-large', `${name}: has ${size} ${what}; at most ${largest} are possible.`);
  };
  check(count, 'rows', largestCount);
  check(dimension, 'values in a row', largestDimension);
}

/** Throws 'too-large' where the values would need more than 1 GiB. */
export function checkMemory(name: string, count: number, dimension: number, precision: Precision): void {
  checkSizes(name, count, dimension);
  if (count * dimension * (precision === 'float32' ? 4 : 8) > largestBytes)
    throw new ExpectedError(
      'too-large',
      `${name}: ${count} × ${dimension} values need more than 1 GiB of memory; take fewer rows.`,
    );
}

/** Points of zeros; throws 'too-large' where they would need more than 1 GiB. */
export function allocatePoints(name: string, count: number, dimension: number, precision: Precision): Points {
  checkMemory(name, count, dimension, precision);
  const size = count * dimension;
  try {
    return { count, dimension, values: precision === 'float32' ? new Float32Array(size) : new Float64Array(size) };
  } catch (cause) {
    throw new ExpectedError('out-of-memory', `${name}: there is no memory left for ${count} × ${dimension} values.`, {
      cause,
    });
  }
}
