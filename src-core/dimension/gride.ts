import { z } from 'zod';
import { integerParameter } from '../registry/parameters';
import { defineEstimator } from './define-estimator';
import { dependentError } from './dependent-error';
import { estimateWithInterval } from './estimate-with-interval';
import { logRatios } from './log-ratios';
import { meanDistance } from './mean-distance';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/**
 * Gride (Denti, Doimo, Laio & Mira, 2022): the ratio μ of the distances to the neighbours n₂ = 2n₁ and n₁ has the density
 * d (μ^d − 1)^{n₂−n₁−1} / (B(n₂ − n₁, n₁) μ^{(n₂−1)d+1}), which is maximised over d. A larger n₁ looks at a larger scale; n₁ = 1 is TwoNN.
 */
export const gride = defineEstimator({
  id: 'gride',
  label: 'Gride',
  summary: 'The law of the ratio of the distances to neighbours 2n and n: the dimension at a chosen scale.',
  parameters: z.object({ n1: integerParameter('The nearer neighbour, n', 2, { minimum: 1, maximum: 500 }) }),
  sensitivity: { parameter: 'n1', values: [1, 2, 4, 8, 16, 32, 64] },
  create({ n1 }) {
    const n2 = 2 * n1;
    return {
      neighbours: n2,
      estimate({ neighbours }) {
        const lack = tooFewNeighbours(neighbours, n2);
        if (lack !== undefined) return { doesNotApply: lack };
        const { values, rows, excluded } = logRatios(neighbours, n1, n2);
        const reason = whyNot(values.length, excluded);
        if (reason !== undefined) return { doesNotApply: reason };
        if (!values.some((value) => value > 0)) return { doesNotApply: noGrowth };
        const dimension = rootOfScore(values, n1, n2);
        const scores = values.map((value) => score(value, dimension, n1, n2));
        const information =
          values.reduce((sum, value) => sum - scoreSlope(value, dimension, n1, n2), 0) / values.length;
        const standardError = dependentError(scores, rows, neighbours, n2) / information;
        return {
          ...estimateWithInterval(dimension, standardError, 'analytic', excluded),
          scale: meanDistance(neighbours, n2),
        };
      },
    };
  },
});

/** The derivative of one point's log-likelihood by d. */
function score(logRatio: number, d: number, n1: number, n2: number): number {
  // log μ / (1 − μ^{−d}), which tends to 1/d as μ → 1
  const term = logRatio > 0 ? logRatio / -Math.expm1(-d * logRatio) : 1 / d;
  return 1 / d + (n2 - n1 - 1) * term - (n2 - 1) * logRatio;
}

/** The second derivative: always negative, so that the likelihood has one maximum. */
function scoreSlope(logRatio: number, d: number, n1: number, n2: number): number {
  const half = 2 * Math.sinh((d * logRatio) / 2);
  const term = logRatio > 0 ? (logRatio / half) ** 2 : 1 / d ** 2;
  return -1 / d ** 2 - (n2 - n1 - 1) * term;
}

/** Newton's method in log d, kept inside a bracket. */
function rootOfScore(values: Float64Array, n1: number, n2: number): number {
  const total = (d: number): number => values.reduce((sum, value) => sum + score(value, d, n1, n2), 0);
  let low = 1e-6;
  let high = 1;
  while (total(high) > 0 && high < 1e9) high *= 2;
  let d = high / 2;
  for (let step = 0; step < 200; step++) {
    const value = total(d);
    if (value > 0) low = d;
    else high = d;
    const slope = values.reduce((sum, logRatio) => sum + scoreSlope(logRatio, d, n1, n2), 0);
    const newton = d - value / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - d) < 1e-12 * d) return next;
    d = next;
  }
  return d;
}
