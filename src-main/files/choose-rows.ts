import { ExpectedError } from '#core/errors';
import { randomStream } from '#core/mathematics/random-stream';

const mostRows = 2 ** 28;

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
  // More do not fit into memory, whatever their length.
  if (rows > mostRows)
    throw new ExpectedError('too-large', `${name}: ${rows} rows were asked for; at most ${mostRows} can be drawn.`);
  const random = randomStream([seed, 'rows of a data set']);
  const chosen = new Int32Array(rows);
  const places = placesOf(available, rows, name);
  // Fisher–Yates from the front.
  for (let i = 0; i < rows; i++) {
    const j = i + random.integer(available - i);
    chosen[i] = places.get(j) ?? j;
    places.set(j, places.get(i) ?? i);
  }
  return chosen;
}

interface Places {
  get(place: number): number | undefined;
  set(place: number, row: number): unknown;
}

/** The row in each place of the shuffled list: a list of all where many are drawn, else only the places that were touched. */
function placesOf(available: number, rows: number, name: string): Places {
  if (rows * 16 < available && rows < 2 ** 22) return new Map<number, number>();
  try {
    const all = new Int32Array(available);
    for (let row = 0; row < available; row++) all[row] = row;
    return { get: (place) => all[place], set: (place, row) => (all[place] = row) };
  } catch (cause) {
    throw new ExpectedError('out-of-memory', `${name}: there is no memory left to draw from ${available} rows.`, {
      cause,
    });
  }
}
