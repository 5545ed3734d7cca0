/**
 * A starting point for a new estimator: copy this file, without the underscore, and run `npm run generate`. test/laws/estimators.test.ts then holds it to
 * known manifolds, to scaling, to the order of the points, and to saying so where it does not apply.
 *
 * This one takes the typical ratio of the distances to the k-th and the first neighbour.
 */
import { z } from 'zod';
import { integerParameter } from '../registry/parameters';
import { defineEstimator } from './define-estimator';
import { dependentError } from './dependent-error';
import { estimateWithInterval } from './estimate-with-interval';
import { logRatios } from './log-ratios';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/** E[log(r_k / r_1)] = (1 + 1/2 + … + 1/(k − 1))/d where the density is constant; the source of such a formula belongs here. */
export const farToNear = defineEstimator({
  // Never changed once released: stored results name it.
  id: 'far-to-near',
  // For people: British English, a noun, then one sentence.
  label: 'Far to near',
  summary: 'The mean logarithm of the ratio of the distances to the k-th and the first neighbour.',
  // Made by the functions of registry/parameters alone, which know how to read text and describe themselves for forms.
  parameters: z.object({ k: integerParameter('The farther neighbour', 5, { minimum: 2, maximum: 1000 }) }),
  // What the estimate is tried for beside its own settings; all share one neighbour pass.
  sensitivity: { parameter: 'k', values: [3, 5, 10, 20] },
  create({ k }) {
    let harmonic = 0;
    for (let j = 1; j < k; j++) harmonic += 1 / j;
    return {
      neighbours: k,
      estimate({ neighbours }) {
        const lack = tooFewNeighbours(neighbours, k);
        if (lack !== undefined) return { doesNotApply: lack };
        // Points at distance 0 from another are left out and counted, never turned into NaN.
        const { values, rows, excluded } = logRatios(neighbours, 1, k);
        const reason = whyNot(values.length, excluded);
        if (reason !== undefined) return { doesNotApply: reason };
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        if (!(mean > 0)) return { doesNotApply: noGrowth };
        const error = dependentError(values, rows, neighbours, k);
        return estimateWithInterval(harmonic / mean, (harmonic * error) / mean ** 2, 'analytic', excluded);
      },
    };
  },
});
