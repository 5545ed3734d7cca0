import { ExpectedError } from '#core/errors';

/** Memory for the points of one run, in double precision. */
const largestBytes = 2 ** 30;

/**
 * Refuses points that could not be held, before anything is allocated.
 * @param field - of the declaration, which asks for them
 * @throws ExpectedError('too-large')
 */
export function checkMemory(field: string, count: number, dimension: number): void {
  const most = Math.floor(largestBytes / (8 * dimension));
  if (count <= most) return;
  throw new ExpectedError(
    'too-large',
    `${field}: ${String(count)} points of ${String(dimension)} coordinates need more than 1 GiB of memory; expected at most ${String(most)}.`,
  );
}
