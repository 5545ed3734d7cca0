import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { biasSilu } from '../bias-silu';
import type { Network } from '../define-network';
import { dense, denseWeights } from '../dense';
import { normalise } from '../normalisation';
import { WeightList } from '../weight-list';
import type { CloudNetworkShape } from './cloud-shape';
import { meanOfPoints, placedTrunk } from './placed-network';
import { vectorsOf, vectorTrunk } from './vector-network';

/**
 * A network from clouds to numbers that the group of clouds leaves alone: the layers of cloudNetwork, of whose points the mean is taken (Zaheer et al., 2017), with the lengths of
 * their vectors where the group turns them. Invariant by construction; its output begins at zero.
 */
export function cloudPredictor(shape: CloudNetworkShape, outputs: number): Network {
  const { points, dimension, scalars, width, turns } = shape;
  const list = new WeightList();
  const vectors = turns === 'none' ? 0 : vectorsOf(width);
  const numbers = turns === 'none' ? placedTrunk(list, shape) : invariants(list, shape);
  const hidden = list.place(denseWeights(width + vectors, width));
  const last = list.place(denseWeights(width, outputs, 'zero'));
  return {
    inputs: points * dimension,
    scalars,
    outputs,
    weights: list.weights,
    widest: points * (width + 3 * vectors * dimension) * (shape.mixing === 'attention' ? 3 : 1),
    apply(weights, clouds, given) {
      const pooled = meanOfPoints(numbers(weights, clouds, given), points);
      const [matrix, bias] = hidden(weights);
      return dense(last(weights), biasSilu(tf.matMul(pooled, matrix as Tensor), bias as Tensor));
    },
  };
}

/** Of each point its numbers and the lengths of its vectors, compared with each other: [R, B·k, W + C]. */
function invariants(
  list: WeightList,
  shape: CloudNetworkShape,
): (all: readonly Tensor[], clouds: Tensor3D, scalars: Tensor3D) => Tensor3D {
  const trunk = vectorTrunk(list, shape);
  return (all, clouds, scalars) => {
    const state = trunk(all, clouds, scalars);
    const lengths: Tensor3D = tf.mean(tf.square(state.vectors), 2);
    return tf.concat([state.numbers, normalise(lengths)], 2);
  };
}
