import { z } from 'zod';
import { addRowProducts } from '../mathematics/row-products';
import { mean } from '../mathematics/statistics';
import { symmetricEigenvalues } from '../mathematics/symmetric-eigen';
import { choiceParameter, integerParameter, realParameter } from '../registry/parameters';
import { averageOfNeighbourhoods, neighbourhoodAverage } from './average-of-neighbourhoods';
import { coordinatesOf } from './coordinates-of';
import { defineEstimator } from './define-estimator';
import { differencesFrom, neighbourhoodProducts } from './neighbourhood-products';
import { principalCriteria } from './principal-criteria';

/**
 * Local principal components (Fukunaga & Olsen, 1971): the spectrum of the covariance of each neighbourhood, of min(k, D) eigenvalues, by one of several
 * criteria. scikit-dimension’s `ratio` keeps the share alphaRatio of the variance, by default 5 %, where ours keeps 1 − α.
 */
export const localPca = defineEstimator({
  id: 'lpca',
  label: 'Local principal components',
  summary: 'How many principal components the points of a neighbourhood have.',
  parameters: z.object({
    k: integerParameter('Neighbours that make a neighbourhood', 100, { minimum: 4, maximum: 1000 }),
    criterion: choiceParameter(
      'Which components count: those above a share of the largest, as many as hold most of the variance, those before the largest gap, those above the mean, those above a stick broken at random; or the participation ratio',
      ['fukunaga-olsen', 'ratio', 'maximum-gap', 'kaiser', 'broken-stick', 'participation-ratio'],
      'fukunaga-olsen',
    ),
    alpha: realParameter(
      'Share of the largest eigenvalue that one must exceed; or share of the variance that may be left out',
      0.05,
      { minimum: 0, maximum: 0.99 },
    ),
    average: neighbourhoodAverage(),
  }),
  sensitivity: { parameter: 'k', values: [20, 50, 100] },
  create({ k, criterion, alpha, average }) {
    return {
      neighbours: k,
      async estimate(sample, work) {
        const points = coordinatesOf(sample);
        if ('doesNotApply' in points) return points;
        const { dimension } = points;
        const differences = new Float64Array(k * dimension);
        const products = new Float64Array(k * k);
        const examine = (at: number) => {
          const neighbourhood = { at, k };
          // The covariance and the inner products have the same eigenvalues but for zeros: the smaller matrix is decomposed.
          if (k < dimension) neighbourhoodProducts(points, sample.neighbours, neighbourhood, differences, products);
          else differencesFrom(points, sample.neighbours, neighbourhood, differences);
          return (members: Int32Array): number => {
            const matrix =
              k < dimension ? centredProducts(products, k, members) : scatterMatrix(differences, dimension, members);
            const eigenvalues = spectrum(matrix, k < dimension ? members.length : dimension, members.length);
            return (eigenvalues[0] as number) > 0 ? principalCriteria[criterion](eigenvalues, alpha) : NaN;
          };
        };
        const size = Math.min(k, dimension);
        // Eleven decompositions: of all, and without each of the jackknife's groups.
        const ofMatrix = k < dimension ? 20 * k * k + (k * k * dimension) / 2 : 6 * k * dimension ** 2;
        const nanoseconds = 11 * (2000 + 100 * size ** 2 + size ** 3) + ofMatrix;
        const whole = criterion !== 'participation-ratio';
        return averageOfNeighbourhoods(sample, { k, average, nanoseconds, whole, examine }, work);
      },
    };
  },
});

/** Eigenvalues of the covariance of so many points from a matrix, size × size, that has them times count − 1; descending, none below 0. */
function spectrum(matrix: Float64Array, size: number, count: number): Float64Array {
  return symmetricEigenvalues(matrix, size).map((value) => Math.max(0, value / (count - 1)));
}

/** Inner products of the members about their own mean, count × count. */
function centredProducts(products: Float64Array, k: number, members: Int32Array): Float64Array {
  const at = (a: number, b: number): number => products[(members[a] as number) * k + (members[b] as number)] as number;
  const count = members.length;
  const means = Float64Array.from(members, (_, a) => {
    let sum = 0;
    for (let b = 0; b < count; b++) sum += at(a, b);
    return sum / count;
  });
  const total = mean(means);
  const centred = new Float64Array(count * count);
  for (let a = 0; a < count; a++)
    for (let b = 0; b < count; b++)
      centred[a * count + b] = at(a, b) - (means[a] as number) - (means[b] as number) + total;
  return centred;
}

/** Σ (x − x̄)(x − x̄)ᵀ over the chosen rows, D × D. */
function scatterMatrix(rows: Float64Array, dimension: number, members: Int32Array): Float64Array {
  const count = members.length;
  const columns = new Float64Array(dimension * count);
  for (let d = 0; d < dimension; d++) {
    const column = Float64Array.from(members, (member) => rows[member * dimension + d] as number);
    const centre = mean(column);
    columns.set(
      column.map((value) => value - centre),
      d * count,
    );
  }
  const scatter = new Float64Array(dimension * dimension);
  addRowProducts(columns, dimension, count, scatter);
  return scatter;
}
