import { z } from 'zod';
import { choiceParameter, integerParameter } from '../registry/parameters';
import { averageParameter } from './average-pointwise';
import { defineEstimator } from './define-estimator';
import { localEstimator } from './local-estimator';

/**
 * Maximum likelihood of Levina & Bickel (2004, eq. 8): at each point 1/d is the mean of log(r_k / r_j), j < k. The points' values of 1/d, not of d, are
 * averaged, which is the likelihood of all of them together (MacKay & Ghahramani, 2005); Levina & Bickel's own average is the plain mean. With
 * `correction=unbiased` each sum is divided by k − 2 in place of k − 1, so that it is the points' d that has no bias.
 */
export const maximumLikelihood = defineEstimator({
  id: 'mle',
  label: 'Maximum likelihood',
  summary: 'Levina and Bickel’s maximum likelihood with MacKay and Ghahramani’s average.',
  parameters: z.object({
    k: integerParameter('Neighbours of each point', 20, { minimum: 2, maximum: 1000 }),
    average: averageParameter(),
    correction: choiceParameter(
      'Whether d at each point is made unbiased, as a plain average wants',
      ['none', 'unbiased'],
      'none',
    ),
  }),
  sensitivity: { parameter: 'k', values: [5, 10, 20, 40, 80] },
  create({ k, average, correction }) {
    const divisor = correction === 'unbiased' ? k - 2 : k - 1;
    return localEstimator({ k, average }, (squaredDistances, from) => {
      const farthest = Math.log(squaredDistances[from + k - 1] as number);
      let sum = 0;
      for (let at = from; at < from + k - 1; at++) sum += farthest - Math.log(squaredDistances[at] as number);
      return sum / (2 * divisor);
    });
  },
});
