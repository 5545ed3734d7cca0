import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { zeroPoints } from '../mathematics/points';
import { defineGroup, type Group } from './define-group';
import { innerProduct, innerProducts } from './inner-products';

/** No symmetry: the identity alone. */
export const trivial = defineGroup({
  id: 'trivial',
  label: 'No symmetry',
  summary: 'The identity alone: ordinary Euclidean distances.',
  parameters: z.object({}),
  suits: () => true,
  create(_parameters, { ambientDimension }) {
    const identity = (): Float64Array => new Float64Array(0);
    return {
      ambientDimension,
      order: 1,
      dimension: 0,
      elementSize: 0,
      exact: true,
      exactMean: true,
      identity,
      compose: identity,
      inverse: identity,
      sample: identity,
      act: (_g, x, out) => {
        out.set(x);
      },
      align: innerProducts,
      alignPair: (y, z) => ({ value: innerProduct(y, z), element: identity() }),
      alignTensors: (y, z) => tf.matMul(y, z, false, true),
      orbitDimension: () => 0,
      tangents: () => zeroPoints(0, ambientDimension),
      volume: 1,
      genericStabiliser: 1,
      posteriorMean(y, z, kappa, out) {
        out.set(z);
        return kappa * innerProduct(y, z);
      },
      describe: () => 'left as it is',
      elements: () => [identity()],
      canonical: {
        dimension: ambientDimension,
        map: (x, out) => {
          out.set(x);
        },
      },
    };
  },
});

/** The trivial group on R^D. */
export function trivialGroup(ambientDimension: number): Group {
  return trivial.create({}, { ambientDimension });
}
