import { ExpectedError } from '../errors';
import type { Points } from '../mathematics/points';

/** Coordinates beyond 2^±200 (10^±60) have squared distances whose own squares, the variances, leave the range of double precision. */
const largestExponent = 200;

/**
 * Looks at every coordinate before distances are measured.
 * @throws ExpectedError('not-finite') for one that is not finite, ExpectedError('invalid-input') where all are too small or one is too large to be squared
 */
export function checkCoordinates({ values, dimension }: Points): void {
  let largest = 0;
  for (let at = 0; at < values.length; at++) {
    const size = Math.abs(values[at] as number);
    if (!(size < Infinity))
      throw new ExpectedError(
        'not-finite',
        `Point ${String(Math.floor(at / dimension))} has a coordinate that is not a finite number.`,
      );
    if (size > largest) largest = size;
  }
  if (largest > 2 ** largestExponent || (largest > 0 && largest < 2 ** -largestExponent))
    throw new ExpectedError(
      'invalid-input',
      `The largest coordinate is ${largest.toExponential(1)}, too ${largest > 1 ? 'large' : 'small'} for distances to be squared in double precision; divide the data by about that.`,
    );
}
