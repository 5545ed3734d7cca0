import { ExpectedError } from '../errors';
import { rowsOf, selectRows, type Points } from '../mathematics/points';
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

/** At most `limit` of the points, chosen at random; all of them, in order, where there are no more. */
export function thinned(points: Points, limit: number, random: RandomStream): Points {
  if (points.count <= limit) return points;
  return selectRows(points, randomPermutation(random, points.count).subarray(0, limit).toSorted());
}

/** Fails where a data set cannot give the largest training set and its test points. */
export function checkEnoughPoints(available: number | undefined, largest: number, testPoints: number): void {
  if (available === undefined || largest + testPoints <= available) return;
  throw new ExpectedError(
    'too-few-points',
    `sizes: ${largest} training and ${testPoints} test points; expected together at most the ${available} points of the data set.`,
  );
}
