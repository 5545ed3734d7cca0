import { z } from 'zod';
import { integerParameter } from '../registry/parameters';
import { defineEstimator } from './define-estimator';
import { dependentError } from './dependent-error';
import { estimateWithInterval } from './estimate-with-interval';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/**
 * Maximum likelihood of Levina & Bickel (2004, eq. 8): at each point 1/d is the mean of log(r_k / r_j), j < k. The points' values of 1/d, not of d, are
 * averaged, which is the likelihood of all of them together (MacKay & Ghahramani, 2005).
 */
export const maximumLikelihood = defineEstimator({
  id: 'mle',
  label: 'Maximum likelihood',
  summary: 'Levina and Bickel’s maximum likelihood with MacKay and Ghahramani’s average.',
  parameters: z.object({ k: integerParameter('Neighbours of each point', 20, { minimum: 2, maximum: 1000 }) }),
  create({ k }) {
    return {
      neighbours: k,
      estimate({ neighbours }) {
        const lack = tooFewNeighbours(neighbours, k);
        if (lack !== undefined) return { doesNotApply: lack };
        const values: number[] = [];
        const rows: number[] = [];
        for (let i = 0; i < neighbours.queries; i++) {
          const start = i * neighbours.k;
          if (!((neighbours.squaredDistances[start] as number) > 0)) continue;
          const farthest = Math.log(neighbours.squaredDistances[start + k - 1] as number);
          let sum = 0;
          for (let j = 0; j < k - 1; j++) sum += farthest - Math.log(neighbours.squaredDistances[start + j] as number);
          values.push(sum / (2 * (k - 1)));
          rows.push(i);
        }
        const excluded = neighbours.queries - values.length;
        const reason = whyNot(values.length, excluded);
        if (reason !== undefined) return { doesNotApply: reason };
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        if (!(mean > 0)) return { doesNotApply: noGrowth };
        const error = dependentError(Float64Array.from(values), Int32Array.from(rows), neighbours, k);
        return estimateWithInterval(1 / mean, error / mean ** 2, 'analytic', excluded);
      },
    };
  },
});
