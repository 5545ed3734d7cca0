import { z } from 'zod';
import { integerParameter } from '../registry/parameters';
import { averageParameter } from './average-pointwise';
import { defineEstimator } from './define-estimator';
import { localEstimator } from './local-estimator';

/**
 * MADA, manifold-adaptive dimension estimation (Farahmand, Szepesvári & Audibert, 2007, eq. 5): twice as many neighbours are 2^{1/d} times as far, so that
 * d = log 2 / log(r_k / r_⌊k/2⌋) at each point. The authors and scikit-dimension average d plainly, which noise biases upwards: `average=mean`.
 */
export const manifoldAdaptive = defineEstimator({
  id: 'mada',
  label: 'Manifold-adaptive',
  summary: 'MADA: how much farther twice as many neighbours are.',
  parameters: z.object({
    k: integerParameter('The farther neighbour; the nearer one is half as many', 20, { minimum: 2, maximum: 1000 }),
    average: averageParameter(),
  }),
  sensitivity: { parameter: 'k', values: [4, 10, 20, 40, 80] },
  create({ k, average }) {
    const half = Math.floor(k / 2);
    return localEstimator({ k, average }, (squaredDistances, from) => {
      const far = squaredDistances[from + k - 1] as number;
      const near = squaredDistances[from + half - 1] as number;
      return (0.5 * Math.log(far / near)) / Math.LN2;
    });
  },
});
