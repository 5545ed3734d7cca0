import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Equivariants } from '../../groups/equivariants';
import type { Network } from '../define-network';

/**
 * x ↦ Σ_k c_k(invariants(x)) vectors_k(x) with the coefficients c_k from one inner network: equivariant for whatever weights it has.
 * @param inner - makes the network of the coefficients, with so many inputs and outputs
 */
export function basisNetwork(
  dimension: number,
  basis: Equivariants,
  scalars: number,
  inner: (inputs: number, scalars: number, outputs: number) => Network,
): Network {
  const sizes = basis.blocks.map(({ coordinates, width, vectors }) => ({
    rows: coordinates.length / width,
    vectors,
    width,
    coefficients: (coordinates.length / width) * vectors,
  }));
  const network = inner(
    basis.invariants,
    scalars,
    sizes.reduce((sum, { coefficients }) => sum + coefficients, 0),
  );
  const places = basis.blocks.flatMap(({ coordinates }) => coordinates);
  // Where each coordinate is found once the blocks stand one after another.
  const order = Array.from({ length: dimension }, (_, k) => places.indexOf(k));
  const sorted = order.every((place, k) => place === k);
  return {
    inputs: dimension,
    scalars,
    outputs: dimension,
    weights: network.weights,
    apply(weights, points, numbers) {
      const [replicas, count] = points.shape;
      const { invariants, vectors } = basis.evaluate(points);
      const coefficients = network.apply(weights, invariants, numbers);
      const split =
        sizes.length === 1
          ? [coefficients]
          : tf.split(
              coefficients,
              sizes.map((size) => size.coefficients),
              2,
            );
      const parts = sizes.map(({ rows, vectors: k, width }, block) =>
        tf.reshape(
          combine(tf.reshape(split[block] as Tensor, [replicas, count, rows, k]), vectors[block] as Tensor4D),
          [replicas, count, rows * width],
        ),
      );
      const joined = parts.length === 1 ? (parts[0] as Tensor) : tf.concat(parts, 2);
      return (sorted ? joined : tf.gather(joined, tf.tensor1d(order, 'int32'), 2)) as Tensor3D;
    },
  };
}

/** Σ_k coefficients[…, row, k] · vectors[…, k, :], [R, B, rows, width]. Sums of products: matrices so small are not worth a matrix product each. */
function combine(coefficients: Tensor4D, vectors: Tensor4D): Tensor4D {
  return tf.sum(tf.mul(tf.expandDims(coefficients, 4), tf.expandDims(vectors, 2)), 3);
}
