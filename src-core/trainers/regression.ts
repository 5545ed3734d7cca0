import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { defineTrainer } from './define-trainer';
import { predictorParameters, trainingSteps } from './network-parameters';
import { trainPredictors } from './predictors/train-predictors';

/**
 * Least squares by a network from inputs to outputs. Equivariant, it satisfies f(gx) = g f(x) for every g of the group, which moves inputs and outputs together;
 * of an output that the group leaves alone this is invariance. Ω_f is the set of its outputs.
 */
export const regression = defineTrainer({
  id: 'regression',
  label: 'Regression',
  summary: 'Trains a network to predict outputs from inputs with the least squared error.',
  parameters: z.object(predictorParameters),
  create: (settings) => ({
    law: null,
    generator: false,
    replicas: true,
    amount: (n) => trainingSteps(settings, n),
    needs: 'pairs',
    predicts: 'outputs',
    symmetric: settings.symmetry !== 'none',
    train: (batch, work) =>
      trainPredictors(
        batch,
        {
          ...settings,
          id: 'regression',
          needs: 'pairs',
          hypotheses: () => 1,
          fresh: false,
          scaled: true,
          loss: ({ outputs, targets }) => tf.mean(tf.sum(tf.square(tf.sub(tf.squeeze(outputs, [2]), targets)), 2), 1),
          finish: (outputs) => outputs,
        },
        work,
      ),
  }),
});
