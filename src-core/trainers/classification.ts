import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { defineTrainer } from './define-trainer';
import { predictorParameters, trainingSteps } from './network-parameters';
import { trainPredictors } from './predictors/train-predictors';

/**
 * Softmax regression by a network: cross-entropy with the classes, which the task gives as unit vectors. An output is the vector of the classes' probabilities, Ω_f
 * the set of these, so that the generalization error is Brier's score (1950), E‖y − f(x)‖².
 */
export const classification = defineTrainer({
  id: 'classification',
  label: 'Classification',
  summary: 'Trains a network to predict the probabilities of classes.',
  parameters: z.object(predictorParameters),
  create: (settings) => ({
    law: null,
    generator: false,
    replicas: true,
    amount: (n) => trainingSteps(settings, n),
    needs: 'classes',
    predicts: 'outputs',
    symmetric: settings.symmetry !== 'none',
    train: (batch, work) =>
      trainPredictors(
        batch,
        {
          ...settings,
          id: 'classification',
          needs: 'classes',
          hypotheses: () => 1,
          fresh: false,
          scaled: false,
          loss: ({ outputs, targets }) =>
            tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(tf.squeeze(outputs, [2]), 2), targets), 2), 1)),
          finish: (outputs) => tf.softmax(outputs, 3),
        },
        work,
      ),
  }),
});
