import { ExpectedError } from '#core/errors';
import { randomStream } from '#core/mathematics/random-stream';

/**
 * `rows` of the numbers 0 … available − 1, drawn without replacement; undefined (all, in their order) when `rows` is. The first
 * draws do not depend on how many follow, so that samples of one seed are nested.
 */
export function chooseRows(
  available: number,
  rows: number | undefined,
  seed: number,
  name: string,
): Int32Array | undefined {
  if (rows === undefined) return undefined;
  if (rows > available)
    throw new ExpectedError('too-few-points', `${name}: has ${available} rows, but ${rows} were asked for.`);
  const random = randomStream([seed, 'rows of a data set']);
  // Fisher–Yates from the front; only the places that were touched are kept.
  const moved = new Map<number, number>();
  return Int32Array.from({ length: rows }, (_, i) => {
    const j = i + random.integer(available - i);
    const chosen = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
    return chosen;
  });
}
