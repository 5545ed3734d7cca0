import { ExpectedError } from '../errors';
import { rowsOf, type Points } from '../mathematics/points';
import { randomPermutation, randomStream, type RandomStream } from '../mathematics/random-stream';
import type { Space } from '../spaces/define-space';

/** What the points of a run depend on: not on its group or trainer, so that every curve of a sweep sees the same data. */
export interface DrawKey {
  readonly seed: number;
  /** The task's canonical text. */
  readonly task: string;
  readonly n: number;
  readonly replicate: number;
}

export interface RunPoints {
  readonly training: Points;
  readonly test: Points;
}

/**
 * The training set of a run and fresh test points, independent between the runs of a curve.
 *
 * Of a task of known law both are independent draws; of a data set both come from one random order of its rows, so that no test
 * point is in the training set.
 * @throws ExpectedError('too-few-points') where a data set holds fewer than n + testPoints points
 */
export function drawRunPoints(space: Space, key: DrawKey, testPoints: number): RunPoints {
  const stream = (purpose: string): RandomStream => randomStream([key.seed, key.task, key.n, key.replicate, purpose]);
  if (space.dimension !== undefined)
    return {
      training: space.sample(key.n, stream('training set')),
      test: space.sample(testPoints, stream('test points')),
    };
  const both = space.sample(key.n + testPoints, stream('training set and test points'));
  return { training: rowsOf(both, 0, key.n), test: rowsOf(both, key.n, key.n + testPoints) };
}

/**
 * Fresh points of a task of known law, independent of those of drawRunPoints.
 * @param use - what they are for: the same points for the same use
 */
export function drawFurther(space: Space, key: DrawKey, use: string | number, count: number): Points {
  const { seed, task, n, replicate } = key;
  return space.sample(count, randomStream([seed, task, n, replicate, 'further points', use]));
}

/** The use of further pairs at whose inputs a predictor's outputs are measured, beside those at the test inputs. */
export const heldOutInputs = 'held-out inputs';

/** At most `limit` of 0 … count − 1, chosen at random; all of them where there are no more. Ascending. */
export function thinnedRows(count: number, limit: number, random: RandomStream): Int32Array {
  if (count <= limit) return Int32Array.from({ length: count }, (_, i) => i);
  return randomPermutation(random, count).slice(0, limit).sort();
}

/** Points kept of each run's sets, for pictures of it. */
export const keptPoints = 2048;

/** The rows of a run's set that are kept, always the same ones. */
export function keptRows(
  run: { readonly seed: number; readonly hash: string },
  kind: string,
  count: number,
): Int32Array {
  return thinnedRows(count, keptPoints, randomStream([run.seed, run.hash, 'after training', kind]));
}

/** Fails where a data set cannot give the largest training set and its test points. */
export function checkEnoughPoints(available: number | undefined, largest: number, testPoints: number): void {
  if (available === undefined || largest + testPoints <= available) return;
  throw new ExpectedError(
    'too-few-points',
    `sizes: ${largest} training and ${testPoints} test points; expected together at most the ${available} points of the data set.`,
  );
}
