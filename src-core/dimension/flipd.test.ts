import { expect, it } from 'vitest';
import { trivial } from '../groups/trivial';
import { type Points, rowOf, zeroPoints } from '../mathematics/points';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { createPosterior, scoreOf } from '../trainers/posterior';

it('is D + σ² (tr ∇s + ‖s‖²) of the analytic score, which is E‖x − z‖² / σ²', () => {
  const [dimension, sigma, step] = [3, 0.4, 1e-4];
  const clean = normalPoints(randomStream(['clean']), 50, dimension);
  const posterior = createPosterior(clean, trivial.create({}, { ambientDimension: dimension }));
  const x = rowOf(normalPoints(randomStream(['x']), 1, dimension), 0);
  const scoreAt = (axis: number, shift: number): Float64Array => {
    const y: Points = zeroPoints(1, dimension);
    y.values.set(x);
    y.values[axis] = (y.values[axis] ?? NaN) + shift;
    return Float64Array.from(scoreOf(posterior, y, sigma).values);
  };
  let divergence = 0;
  for (let axis = 0; axis < dimension; axis++)
    divergence += ((scoreAt(axis, step)[axis] ?? NaN) - (scoreAt(axis, -step)[axis] ?? NaN)) / (2 * step);
  const norm = scoreAt(0, 0).reduce((sum, value) => sum + value * value, 0);
  let [total, weights] = [0, 0];
  for (let i = 0; i < clean.count; i++) {
    const square = Float64Array.from(rowOf(clean, i)).reduce((sum, value, d) => sum + (value - (x[d] ?? NaN)) ** 2, 0);
    weights += Math.exp(-square / (2 * sigma ** 2));
    total += square * Math.exp(-square / (2 * sigma ** 2));
  }
  expect(dimension + sigma ** 2 * (divergence + norm)).toBeCloseTo(total / weights / sigma ** 2, 5);
});
