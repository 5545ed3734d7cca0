import { z } from 'zod';
import { choiceParameter, realParameter } from '../registry/parameters';
import { defineEstimator } from './define-estimator';
import { dependentError } from './dependent-error';
import { estimateWithInterval } from './estimate-with-interval';
import { type LogRatios, logRatios } from './log-ratios';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/**
 * TwoNN (Facco, d'Errico, Rodriguez & Laio, 2017): the ratio μ of the distances to the second and the first neighbour has the Pareto law
 * P(μ > x) = x^{−d} wherever the density is constant over so small a ball.
 */
export const twoNn = defineEstimator({
  id: 'twonn',
  label: 'Two nearest neighbours',
  summary: 'TwoNN: the law of the ratio of the distances to the two nearest neighbours.',
  parameters: z.object({
    discard: realParameter('Share of the largest ratios that is set aside', 0.1, { minimum: 0, maximum: 0.9 }),
    fit: choiceParameter(
      'Censored likelihood, or the original line through the empirical distribution',
      ['likelihood', 'line'],
      'likelihood',
    ),
  }),
  create({ discard, fit }) {
    return {
      neighbours: 2,
      estimate({ neighbours }) {
        const lack = tooFewNeighbours(neighbours, 2);
        if (lack !== undefined) return { doesNotApply: lack };
        const ratios = logRatios(neighbours, 1, 2);
        const reason = whyNot(ratios.values.length, ratios.excluded);
        if (reason !== undefined) return { doesNotApply: reason };
        const kept = Math.max(2, Math.floor(ratios.values.length * (1 - discard)));
        const likely = byLikelihood(ratios, kept);
        if (!(likely.dimension < Infinity)) return { doesNotApply: noGrowth };
        // To first order, what each point adds to the total of the likelihood, by its own ratio and by moving the limit.
        const influence = ratios.values.map((value) =>
          value > likely.limit ? likely.limit : value - 1 / likely.dimension,
        );
        const ofMean = dependentError(influence, ratios.rows, neighbours, 2);
        const relative = (ofMean * influence.length * likely.dimension) / kept;
        const standardError = Math.max(1 / Math.sqrt(kept), relative);
        const dimension = fit === 'line' ? byLine(ratios, kept) : likely.dimension;
        return estimateWithInterval(dimension, dimension * standardError, 'analytic', ratios.excluded);
      },
    };
  },
});

/** Maximum likelihood from the smallest `kept` of the log ratios, exponential with rate d, the others known to be larger (unbiased: kept − 1). */
function byLikelihood({ values }: LogRatios, kept: number): { dimension: number; limit: number } {
  const sorted = values.slice().sort();
  const limit = sorted[kept - 1] as number;
  let total = (sorted.length - kept) * limit;
  for (let i = 0; i < kept; i++) total += sorted[i] as number;
  return { dimension: (kept - 1) / total, limit };
}

/** The slope of −log(1 − F) against log μ, by a line through the origin; F(μ_(i)) = i/N, so with nothing discarded the last point, at infinity, is left out. */
function byLine({ values }: LogRatios, kept: number): number {
  const sorted = values.slice().sort();
  let products = 0;
  let squares = 0;
  for (let i = 0; i < Math.min(kept, sorted.length - 1); i++) {
    const x = sorted[i] as number;
    products -= x * Math.log1p(-(i + 1) / sorted.length);
    squares += x * x;
  }
  return products / squares;
}
