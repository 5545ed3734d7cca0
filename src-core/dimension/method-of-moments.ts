import { z } from 'zod';
import { integerParameter } from '../registry/parameters';
import { averageParameter } from './average-pointwise';
import { defineEstimator } from './define-estimator';
import { farthestParameter } from './farthest-parameter';
import { localEstimator } from './local-estimator';

/**
 * The method of moments (Amsaleg, Chelly, Furon, Girard, Houle, Kawarabayashi & Nett, 2018, § 3.2): within the distance w to the k-th neighbour the others' distances
 * have the mean m = w d/(d + 1), so that d = m/(w − m) at each point. The authors take k = 100, which is far where points are few: here 20, as for the others.
 *
 * Their program counts the k-th neighbour itself in the mean, which biases d by (d + 1)/(k − 1): `farthest=counted`. It and scikit-dimension average d plainly:
 * `average=mean`.
 */
export const methodOfMoments = defineEstimator({
  id: 'mom',
  label: 'Method of moments',
  summary: 'The mean distance of the neighbours in units of the farthest one’s.',
  parameters: z.object({
    k: integerParameter('Neighbours of each point', 20, { minimum: 3, maximum: 1000 }),
    average: averageParameter(),
    farthest: farthestParameter(),
  }),
  sensitivity: { parameter: 'k', values: [5, 10, 20, 40, 80] },
  create({ k, average, farthest }) {
    const counted = farthest === 'counted' ? k : k - 1;
    return localEstimator({ k, average }, (squaredDistances, from) => {
      let sum = 0;
      for (let at = from; at < from + counted; at++) sum += Math.sqrt(squaredDistances[at] as number);
      const mean = sum / counted;
      return (Math.sqrt(squaredDistances[from + k - 1] as number) - mean) / mean;
    });
  },
});
