import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { z } from 'zod';
import { choiceParameter, integerParameter, realParameter } from '../registry/parameters';
import { averageOfNeighbourhoods, neighbourhoodAverage } from './average-of-neighbourhoods';
import { coordinatesOf } from './coordinates-of';
import { defineEstimator } from './define-estimator';
import { differencesFrom } from './neighbourhood-products';
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
        const examine = (at: number) => {
          differencesFrom(points, sample.neighbours, { at, k }, differences);
          return (members: Int32Array): number => {
            const eigenvalues = spectrum(differences, dimension, members);
            return (eigenvalues[0] as number) > 0 ? principalCriteria[criterion](eigenvalues, alpha) : NaN;
          };
        };
        const size = Math.min(k, dimension);
        // Eleven decompositions: of all, and without each of the jackknife's groups.
        const nanoseconds = 11 * (5000 + 20 * size ** 3 + k * size * dimension);
        const whole = criterion !== 'participation-ratio';
        return averageOfNeighbourhoods(sample.neighbours, { k, average, nanoseconds, whole, examine }, work);
      },
    };
  },
});

/** Eigenvalues of the covariance of the chosen rows, descending; none below 0. */
function spectrum(rows: Float64Array, dimension: number, members: Int32Array): Float64Array {
  const count = members.length;
  const centred = Matrix.zeros(count, dimension);
  for (let d = 0; d < dimension; d++) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += rows[(members[i] as number) * dimension + d] as number;
    for (let i = 0; i < count; i++)
      centred.set(i, d, (rows[(members[i] as number) * dimension + d] as number) - sum / count);
  }
  const transposed = centred.transpose();
  // The two products have the same eigenvalues but for zeros.
  const products = count < dimension ? centred.mmul(transposed) : transposed.mmul(centred);
  const { realEigenvalues } = new EigenvalueDecomposition(products, { assumeSymmetric: true });
  return Float64Array.from(realEigenvalues, (value) => Math.max(0, value / (count - 1)))
    .sort()
    .reverse();
}
