import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { rowOf } from '../mathematics/points';
import { randomPermutation } from '../mathematics/random-stream';
import { optionalIntegerParameter } from '../registry/parameters';
import { cloudMean, isCloudMeanExact } from './cloud-mean';
import { CloudMatcher, mostPointsListed } from './cloud-matching';
import type { Group } from './define-group';
import { defineGroup } from './define-group';
import { orderText } from './describe-element';
import { rotationText } from './describe-rotation';
import { factorial, inRange } from './factorial';
import { inFloat64 } from './inner-products';
import { largestDimension, pointDimension } from './point-dimension';
import { orderSteps } from './order-steps';
import { bestRotation, crossMatrix, lastReflected, pointRotationGroup, turnPoints } from './point-rotation-group';
import { multiplyMatrices, randomOrthogonal, transposeMatrix, unitMatrix } from './rotation-matrices';

/** Any order of the points of a cloud, together with its rotations and reflections. */
export const pointCloudSymmetry = defineGroup({
  id: 'point-cloud-symmetry',
  label: 'Order, rotations and reflections S_k × O(d)',
  summary:
    'Any order of the points of a cloud, and its rotations and reflections; beyond 6 points distances are upper bounds.',
  parameters: z.object({
    dimension: optionalIntegerParameter('Coordinates of each point; from the data where known', {
      minimum: 2,
      maximum: largestDimension,
    }),
  }),
  suits: ({ layout }) => layout?.kind === 'point-cloud' && layout.dimension >= 2,
  movesInputs: ({ dimension }) => dimension === undefined,
  create(parameters, context) {
    const { dimension, points } = pointDimension('point-cloud-symmetry', context, parameters.dimension);
    return cloudGroup(points, dimension);
  },
});

/** An element is the k places that the points come from, then the d × d matrix: (g x)_i = R x_{order[i]}. */
function cloudGroup(points: number, d: number): Group {
  const rotations = pointRotationGroup(points, d, true);
  const matcher = new CloudMatcher(points, d);
  const inOrder = Int32Array.from({ length: points }, (_, i) => i);
  const orderOf = (g: Float64Array): Float64Array => g.subarray(0, points);
  const matrixOf = (g: Float64Array): Float64Array => g.subarray(points);
  const element = (order: ArrayLike<number>, matrix: Float64Array): Float64Array => {
    const out = new Float64Array(points + d * d);
    out.set(order);
    out.set(matrix, points);
    return out;
  };
  const reorder = (order: ArrayLike<number>, x: Reals): Float64Array => {
    const out = new Float64Array(x.length);
    for (let i = 0; i < points; i++) for (let c = 0; c < d; c++) out[i * d + c] = x[(order[i] ?? 0) * d + c] ?? 0;
    return out;
  };

  return {
    ambientDimension: rotations.ambientDimension,
    order: Infinity,
    dimension: rotations.dimension,
    elementSize: points + d * d,
    exact: points <= mostPointsListed,
    exactMean: isCloudMeanExact(points, d),
    identity: () => element(inOrder, unitMatrix(d)),
    compose: (g, h) =>
      element(
        orderOf(g).map((from) => orderOf(h)[from] ?? 0),
        multiplyMatrices(matrixOf(g), matrixOf(h), d),
      ),
    inverse(g) {
      const back = new Float64Array(points);
      orderOf(g).forEach((from, to) => (back[from] = to));
      return element(back, transposeMatrix(matrixOf(g), d));
    },
    sample: (random) => element(randomPermutation(random, points), randomOrthogonal(random, d, true)),
    act: (g, x, out) => {
      turnPoints(matrixOf(g), reorder(orderOf(g), x), out, points, d);
    },
    align(y, clouds, out) {
      const prepared = [y, clouds].map((side) => {
        const points = { ...side, values: inFloat64(side.values) };
        return Array.from({ length: side.count }, (_, i) => matcher.prepare(rowOf(points, i)));
      });
      const [left = [], right = []] = prepared;
      left.forEach((one, i) => {
        right.forEach((other, j) => (out[i * right.length + j] = matcher.match(one, other).value));
      });
    },
    alignPair(y, cloud) {
      const { value, order } = matcher.match(matcher.prepare(y), matcher.prepare(cloud));
      return {
        value,
        element: element(order, bestRotation(crossMatrix(y, reorder(order, cloud), points, d), d, true)),
      };
    },
    cloud: { points, dimension: d, permutes: true, turns: 'rotations-and-reflections' },
    orbitDimension: rotations.orbitDimension,
    tangents: rotations.tangents,
    volume: inRange(rotations.volume * factorial(points)),
    genericStabiliser: rotations.genericStabiliser,
    posteriorMean: (y, cloud, kappa, out) => {
      const orders = (): readonly Int32Array[] =>
        matcher.matches(matcher.prepare(y), matcher.prepare(cloud)).map((match) => match.order);
      return cloudMean(y, cloud, points, d, kappa, orders, out);
    },
    describe: (g) => `${orderText(orderOf(g), 'points')}; ${rotationText(matrixOf(g), d)}`,
    steps: [
      { label: 'Reflection', count: 2, element: (step) => element(inOrder, lastReflected(d, step)) },
      orderSteps(points, (places) => element(places, unitMatrix(d))),
    ],
    sliders: (rotations.sliders ?? []).map((slider) => ({
      ...slider,
      element: (value: number) => element(inOrder, slider.element(value)),
    })),
  };
}
