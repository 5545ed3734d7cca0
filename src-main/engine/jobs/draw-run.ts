import type { Group } from '#core/groups/define-group';
import { resolveGroup } from '#core/groups/registry';
import { ExpectedError } from '#core/errors';
import type { Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import type { Space } from '#core/spaces/define-space';
import type { Layout } from '#core/spaces/layout';
import { drawRunPoints, thinnedRows, type DrawKey } from '#core/sweep/draws';
import { resolveTrainer } from '#core/trainers/registry';
import type { Trainer } from '#core/trainers/define-trainer';
import type { Work } from '#core/work';
import type { StoredPoints } from '../workspace';
import type { JobPorts } from './job-ports';
import { openTaskNamed } from './open-task';

/** A stored run, and what its points are drawn again from. */
export interface StoredRunRequest {
  readonly task: string;
  readonly taskCanonical: string;
  readonly group: string;
  readonly trainer: string;
  readonly hash: string;
  readonly n: number;
  readonly replicate: number;
  readonly seed: number;
  readonly testPoints: number;
  readonly samples: number;
  readonly points: readonly StoredPoints[];
}

export interface DrawnRun {
  readonly space: Space;
  readonly key: DrawKey;
  readonly training: Points;
  readonly test: Points;
}

/** Points of a set that go to the window, at most, and their coordinates. */
const mostTraining = 8192;
const mostTest = 6144;
const mostCoordinates = 2 ** 21;

/**
 * The training set and the test points of a run as they were, bit for bit.
 * @throws ExpectedError where its task is gone: a file is missing or has changed, or this version lacks the task
 */
export async function drawRun(request: StoredRunRequest, ports: JobPorts, work: Work): Promise<DrawnRun> {
  const { n, replicate, seed, taskCanonical } = request;
  const task = await openTaskNamed(taskCanonical, request.task, ports, work);
  const space = task.fresh();
  const key = { seed, task: taskCanonical, n, replicate };
  return { space, key, ...drawRunPoints(space, key, request.testPoints) };
}

/** The rows of a training set, or of test points, that are shown: the same ones every time. */
export function shownRows(set: 'training' | 'test', points: Points, { seed, hash }: StoredRunRequest): Int32Array {
  const most = Math.min(set === 'training' ? mostTraining : mostTest, Math.floor(mostCoordinates / points.dimension));
  return thinnedRows(points.count, Math.max(1, most), randomStream([seed, hash, 'shown points', set]));
}

/** What the algorithm of a run is; undefined where this version lacks it. */
export function trainerOf({ trainer }: Pick<StoredRunRequest, 'trainer'>): Trainer | undefined {
  return orUndefined(() => resolveTrainer(trainer).trainer).value;
}

/** A curve's group for points of a layout, or why there is none. */
export function groupOf(
  { group }: Pick<StoredRunRequest, 'group'>,
  ambientDimension: number,
  layout: Layout,
): {
  readonly value?: { readonly group: Group; readonly reference: string; readonly label: string };
  readonly problem?: string;
} {
  return orUndefined(() => resolveGroup(group, { ambientDimension, layout }));
}

function orUndefined<Value>(make: () => Value): { readonly value?: Value; readonly problem?: string } {
  try {
    return { value: make() };
  } catch (error) {
    if (error instanceof ExpectedError) return { problem: error.message };
    throw error;
  }
}
