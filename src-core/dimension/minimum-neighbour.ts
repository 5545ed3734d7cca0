import { z } from 'zod';
import { choiceParameter, integerParameter } from '../registry/parameters';
import { defineEstimator } from './define-estimator';
import { dependentError } from './dependent-error';
import { estimateWithInterval } from './estimate-with-interval';
import { logRatios } from './log-ratios';
import { meanDistance } from './mean-distance';
import { likeliestDimension } from './ratio-likelihood';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/**
 * MiND-ML (Rozza, Lombardi, Ceruti, Casiraghi & Campadelli, 2012, eqs. 4–6): the distance ρ to the nearest neighbour in units of that to the (k + 1)-th has
 * the density k d ρ^{d−1} (1 − ρ^d)^{k−1}, the law of Gride for n₁ = 1 and n₂ = k + 1. `version=real` is their MLk, `version=integer` their MLi: as the
 * likelihood is concave, the likeliest whole number is one of the two around the likeliest real one; the interval is that of the real one.
 *
 * Scikit-dimension bounds both by its parameter D = 10, and its optimiser sometimes stops short of the likeliest d, by up to half a percent.
 */
export const minimumNeighbour = defineEstimator({
  id: 'mind',
  label: 'Minimum neighbour distance',
  summary: 'MiND-ML: the law of the nearest neighbour’s distance in units of the (k + 1)-th one’s.',
  parameters: z.object({
    k: integerParameter('Neighbours within the farthest', 20, { minimum: 1, maximum: 1000 }),
    version: choiceParameter('MLk, which is a real number, or MLi, a whole one', ['real', 'integer'], 'real'),
  }),
  sensitivity: { parameter: 'k', values: [2, 5, 10, 20, 40, 79] },
  create({ k, version }) {
    return {
      neighbours: k + 1,
      estimate({ neighbours }) {
        const lack = tooFewNeighbours(neighbours, k + 1);
        if (lack !== undefined) return { doesNotApply: lack };
        const { values, rows, excluded } = logRatios(neighbours, 1, k + 1);
        const reason = whyNot(values.length, excluded);
        if (reason !== undefined) return { doesNotApply: reason };
        if (!values.some((value) => value > 0)) return { doesNotApply: noGrowth };
        const { dimension, influence } = likeliestDimension(values, { near: 1, far: k + 1 });
        const standardError = dependentError(influence, rows, neighbours, k + 1);
        return {
          ...estimateWithInterval(dimension, standardError, 'analytic', excluded),
          ...(version === 'integer' ? { dimension: likeliestWhole(values, dimension, k) } : {}),
          scale: meanDistance(neighbours, k + 1),
        };
      },
    };
  },
});

function likeliestWhole(logRatios: Float64Array, dimension: number, k: number): number {
  const below = Math.max(1, Math.floor(dimension));
  return logLikelihood(logRatios, below, k) >= logLikelihood(logRatios, below + 1, k) ? below : below + 1;
}

function logLikelihood(logRatios: Float64Array, d: number, k: number): number {
  return logRatios.reduce(
    (sum, value) => sum + Math.log(k * d) - (d - 1) * value + (k - 1) * Math.log(-Math.expm1(-d * value)),
    0,
  );
}
