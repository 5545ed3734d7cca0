import type { Group } from '../groups/define-group';
import { trivialGroup } from '../groups/trivial';
import { columnsOf, type Points } from '../mathematics/points';
import type { PairLayout } from '../spaces/layout';
import type { TrainedModel } from '../trainers/define-trainer';
import type { Work } from '../work';
import { nearestHypotheses } from './nearest-hypotheses';
import { nearestNeighbours } from './nearest-neighbours';

export interface DeadHypothesesRequest {
  /** A model of several hypotheses: a predictor of them at each input, or its prediction set. */
  readonly model: Pick<TrainedModel, 'predictionSet' | 'predictor' | 'closed'>;
  readonly group: Group;
  readonly training: Points;
  /** Which hypothesis, or row of the prediction set, is nearest to each test point. */
  readonly testWinners: Int32Array;
  /** Where the points are pairs of which the model is given the inputs. */
  readonly pair: PairLayout | undefined;
}

/**
 * How many hypotheses win nothing: they are the nearest to no training and to no test point (at its own input, where the model predicts). A hypothesis dies where
 * others are nearer to every target from the beginning, so that it never learns (Rupprecht et al., 2017). Of K hypotheses and m points about K e^(−m/K) win nothing
 * by chance alone.
 */
export async function deadHypotheses(request: DeadHypothesesRequest, work: Work): Promise<number> {
  const { model, testWinners } = request;
  const hypotheses = model.predictor?.hypotheses ?? model.predictionSet.count;
  const winners = new Set(testWinners);
  for (const winner of await trainingWinners(request, work)) winners.add(winner);
  return hypotheses - winners.size;
}

async function trainingWinners(
  { model, group, training, pair }: DeadHypothesesRequest,
  work: Work,
): Promise<Int32Array> {
  const { predictor, predictionSet, closed } = model;
  if (predictor !== undefined && pair !== undefined)
    // The prediction set of a predictor is its outputs at the training inputs.
    return nearestHypotheses(
      columnsOf(training, pair.inputs, pair.inputs + pair.outputs),
      predictionSet,
      predictor.hypotheses,
    ).winners;
  const closure = closed === 'group' ? group : trivialGroup(training.dimension);
  const found = await nearestNeighbours({ queries: training, candidates: predictionSet, group: closure, k: 1 }, work);
  return found.indices;
}
