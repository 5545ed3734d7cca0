import { z } from 'zod';
import { nearestNeighbours } from '../gap/nearest-neighbours';
import { actionOn } from '../groups/action-on';
import { columnsOf, rowOf, zeroPoints } from '../mathematics/points';
import { defineTrainer, type TrainedModel, type TrainingRun } from './define-trainer';
import { pairsOf } from './pairs-of';

/**
 * The output of the training pair whose input is nearest (Cover & Hart, 1967), in the quotient: the nearest orbit of inputs, its output moved by the element that
 * brings its input nearest. So f(gx) = g f(x) wherever that element is unique, and the outputs are the orbits of the training outputs.
 */
export const nearestNeighbour = defineTrainer({
  id: 'nearest-neighbour',
  label: 'Nearest neighbour',
  summary: 'Predicts the output of the nearest training input, moved as the group moves that input nearest.',
  parameters: z.object({}),
  create: () => ({
    law: 'iid',
    generator: false,
    needs: 'pairs',
    predicts: 'outputs',
    async train(batch, work) {
      await work.checkpoint({ step: 'training', current: batch.length, total: batch.length });
      return batch.map(memorise);
    },
  }),
});

function memorise(run: TrainingRun): TrainedModel {
  const { group, training } = run;
  const { inputs, outputs } = pairsOf('nearest-neighbour', 'pairs', run.layout);
  const onInputs = actionOn(group, 0, inputs);
  const candidates = columnsOf(training, 0, inputs);
  const targets = columnsOf(training, inputs, inputs + outputs);
  return {
    predictionSet: targets,
    closed: 'group',
    predictor: {
      hypotheses: 1,
      async predict(points, work) {
        const { indices } = await nearestNeighbours({ queries: points, candidates, group: onInputs, k: 1 }, work);
        const found = zeroPoints(points.count, outputs);
        const pair = new Float64Array(inputs + outputs);
        const moved = new Float64Array(inputs + outputs);
        for (let i = 0; i < points.count; i++) {
          const nearest = indices[i] as number;
          pair.set(rowOf(targets, nearest), inputs);
          // What leaves all inputs alone aligns nothing: then outputs stay as they are.
          if (onInputs.order === 1) moved.set(pair);
          else group.act(onInputs.alignPair(rowOf(points, i), rowOf(candidates, nearest)).element, pair, moved);
          found.values.set(moved.subarray(inputs), i * outputs);
        }
        return found;
      },
    },
  };
}
