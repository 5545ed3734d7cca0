import { z } from 'zod';
import { quantileOfSorted } from '../mathematics/statistics';
import { choiceParameter, integerParameter, optionalIntegerParameter } from '../registry/parameters';
import { defineEstimator } from './define-estimator';
import { dependentError } from './dependent-error';
import { estimateWithInterval } from './estimate-with-interval';
import { type LogRatios, logRatios } from './log-ratios';
import { meanDistance } from './mean-distance';
import { likeliestDimension } from './ratio-likelihood';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/**
 * Gride (Denti, Doimo, Laio & Mira, 2022): maximum likelihood from the ratio μ of the distances to the neighbours n₂ and n₁, n₂ = 2n₁ if not given (see
 * ratio-likelihood). A larger n₁ looks at a larger scale; n₁ = 1 is TwoNN. Scikit-dimension follows the authors' program: `correction=unbiased` and
 * `outliers=discarded`. It drops points with μ = 1, which are kept here: they are as likely as any.
 */
export const gride = defineEstimator({
  id: 'gride',
  label: 'Gride',
  summary: 'The law of the ratio of the distances to neighbours 2n and n: the dimension at a chosen scale.',
  parameters: z.object({
    n1: integerParameter('The nearer neighbour, n', 2, { minimum: 1, maximum: 500 }),
    n2: optionalIntegerParameter('The farther neighbour, 2n if left out', { minimum: 2, maximum: 1000 }),
    correction: choiceParameter(
      'Whether one is taken from the number of points, which makes it unbiased where n = 1',
      ['none', 'unbiased'],
      'none',
    ),
    outliers: choiceParameter(
      'Whether ratios far beyond most are discarded: by more than 20 times the distance between the median and the 95 % quantile',
      ['kept', 'discarded'],
      'kept',
    ),
  }),
  sensitivity: { parameter: 'n1', values: [1, 2, 4, 8, 16, 32] },
  create({ n1, n2 = 2 * n1, correction, outliers }) {
    return {
      neighbours: Math.max(n1, n2),
      estimate({ neighbours }) {
        if (n1 >= n2) return { doesNotApply: 'The nearer neighbour must come before the farther one.' };
        const lack = tooFewNeighbours(neighbours, n2);
        if (lack !== undefined) return { doesNotApply: lack };
        const all = logRatios(neighbours, n1, n2);
        const { values, rows, excluded } = outliers === 'kept' ? all : withoutOutliers(all);
        const reason = whyNot(values.length, excluded);
        if (reason !== undefined) return { doesNotApply: reason };
        if (!values.some((value) => value > 0)) return { doesNotApply: noGrowth };
        const law = { near: n1, far: n2, less: correction === 'unbiased' ? 1 : 0 };
        const { dimension, influence } = likeliestDimension(values, law);
        const standardError = dependentError(influence, rows, neighbours, n2);
        return {
          ...estimateWithInterval(dimension, standardError, 'analytic', excluded),
          scale: meanDistance(neighbours, n2),
        };
      },
    };
  },
});

function withoutOutliers({ values, rows, excluded }: LogRatios): LogRatios {
  const sorted = values.map((value) => Math.exp(value)).sort();
  const median = quantileOfSorted(sorted, 0.5);
  const limit = Math.log(median + 20 * (quantileOfSorted(sorted, 0.95) - median));
  const kept = values.map((value) => (value < limit ? 1 : 0));
  return { values: values.filter((_, i) => kept[i] === 1), rows: rows.filter((_, i) => kept[i] === 1), excluded };
}
