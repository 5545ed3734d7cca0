import { z } from 'zod';
import { logGamma } from '../mathematics/special-functions';
import { choiceParameter, integerParameter } from '../registry/parameters';
import { averageOfNeighbourhoods, neighbourhoodAverage } from './average-of-neighbourhoods';
import { coordinatesOf } from './coordinates-of';
import { defineEstimator } from './define-estimator';
import { neighbourhoodProducts } from './neighbourhood-products';

/**
 * Expected simplex skewness (Johnsson, Soneson & Fontes, 2015): over the pairs of vectors from the centre of a neighbourhood to its points, the mean area
 * of the parallelogram that they span (version a) or of their projection onto each other (version b), relative to the product of their lengths,
 * compared with its expectation in a ball of dimension d, between whole d by a straight line.
 */
export const simplexSkewness = defineEstimator({
  id: 'ess',
  label: 'Expected simplex skewness',
  summary: 'ESS: how orthogonal the vectors to the points of a neighbourhood are.',
  parameters: z.object({
    k: integerParameter('Neighbours that make a neighbourhood', 100, { minimum: 4, maximum: 1000 }),
    version: choiceParameter('Areas of parallelograms (a), or projections (b)', ['a', 'b'], 'a'),
    average: neighbourhoodAverage(),
  }),
  sensitivity: { parameter: 'k', values: [20, 50, 100] },
  create({ k, version, average }) {
    return {
      neighbours: k,
      async estimate(sample, work) {
        const points = coordinatesOf(sample);
        if ('doesNotApply' in points) return points;
        const products = new Float64Array(k * k);
        const scratch = new Float64Array(k * points.dimension);
        const examine = (at: number) => {
          neighbourhoodProducts(points, sample.neighbours, { at, k }, scratch, products);
          return (members: Int32Array): number => dimensionOf(version, skewness(products, k, members, version));
        };
        const nanoseconds = (k * k * (points.dimension + 50)) / 2;
        return averageOfNeighbourhoods(sample, { k, average, nanoseconds, whole: false, examine }, work);
      },
    };
  },
});

/** The weighted mean of |sin| or |cos| of the angles between the members' vectors from their mean, from inner products about any origin. */
function skewness(products: Float64Array, k: number, members: Int32Array, version: 'a' | 'b'): number {
  const count = members.length;
  const means = Float64Array.from(members, (a) => {
    let sum = 0;
    for (let b = 0; b < count; b++) sum += products[a * k + (members[b] as number)] as number;
    return sum / count;
  });
  const total = means.reduce((sum, value) => sum + value, 0) / count;
  const squares = Float64Array.from(
    members,
    (a, i) => (products[a * k + a] as number) - 2 * (means[i] as number) + total,
  );
  const lengths = squares.map((square) => Math.sqrt(Math.max(0, square)));
  let shape = 0;
  let weight = 0;
  for (let i = 0; i < count; i++) {
    const row = (members[i] as number) * k;
    for (let j = 0; j < i; j++) {
      const product =
        (products[row + (members[j] as number)] as number) - (means[i] as number) - (means[j] as number) + total;
      const squared = (squares[i] as number) * (squares[j] as number);
      shape += version === 'a' ? Math.sqrt(Math.max(0, squared - product * product)) : Math.abs(product);
      weight += (lengths[i] as number) * (lengths[j] as number);
    }
  }
  return shape / weight;
}

/** Whole dimensions that are compared with; a neighbourhood of higher dimension looks the same. */
const highest = 1e6;

/** E|sin| or E|cos| of the angle between random directions of R^n (Johnsson et al., 2015, eq. 8 and 13). */
function expectedSkewness(version: 'a' | 'b', n: number): number {
  if (version === 'b') return (2 / (Math.sqrt(Math.PI) * n)) * Math.exp(logGamma((n + 2) / 2) - logGamma((n + 1) / 2));
  return n === 1 ? 0 : Math.exp(2 * logGamma(n / 2) - logGamma((n + 1) / 2) - logGamma((n - 1) / 2));
}

/** The dimension of a skewness; NaN of NaN. */
function dimensionOf(version: 'a' | 'b', value: number): number {
  if (Number.isNaN(value)) return NaN;
  const passed = (n: number): boolean =>
    version === 'a' ? expectedSkewness('a', n) <= value : expectedSkewness('b', n) >= value;
  if (passed(highest)) return highest;
  let [low, high] = [1, 2];
  while (passed(high)) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (passed(middle)) low = middle;
    else high = middle;
  }
  const below = expectedSkewness(version, low);
  return low + Math.max(0, (value - below) / (expectedSkewness(version, low + 1) - below));
}
