import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import type { Work } from '../work';
import { nearestNeighbours } from './nearest-neighbours';

export interface ModelGapRequest {
  /** Ω_f: what the model can produce, up to the group. */
  readonly predictionSet: Points;
  readonly group: Group;
  /** Fresh points of the task. */
  readonly testPoints: Points;
}

export interface ModelGap {
  /** Mean of min over z in G(prediction set) of ‖y − z‖². */
  readonly gap: number;
  /** Of the gap, over test points; the prediction set is held fixed. */
  readonly standardError: number;
  /** Of each test point. */
  readonly squaredDistances: Float64Array;
  /** Of each test point the row of the prediction set whose orbit is nearest. */
  readonly nearest: Int32Array;
}

/** The representation gap R(Ω, Ω_f) of a prediction set closed under a group, by fresh test points. */
export async function modelGap(request: ModelGapRequest, work: Work): Promise<ModelGap> {
  const { predictionSet, group, testPoints } = request;
  if (testPoints.count < 2)
    throw new ExpectedError(
      'too-few-points',
      `The gap needs at least 2 test points; there are ${String(testPoints.count)}.`,
    );
  const { squaredDistances, indices } = await nearestNeighbours(
    { queries: testPoints, candidates: predictionSet, group, k: 1 },
    work,
  );
  const m = testPoints.count;
  let gap = 0;
  for (const value of squaredDistances) gap += value / m;
  let variance = 0;
  for (const value of squaredDistances) variance += (value - gap) ** 2 / (m - 1);
  return { gap, standardError: Math.sqrt(variance / m), squaredDistances, nearest: indices };
}
