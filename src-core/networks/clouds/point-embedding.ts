import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { biasSilu } from '../bias-silu';
import { normalWeight } from '../define-network';
import { denseWeights } from '../dense';
import { fourierFeatures, frequencyWeight } from '../fourier-features';
import type { WeightList } from '../weight-list';
import type { CloudNetworkShape } from './cloud-shape';

/**
 * The first layer of every point: of what it is known by and random Fourier features of that, of the cloud's scalars, and of the point's place where order matters.
 * @param inputs - numbers that a point is known by
 * @returns from x [R, B·k, inputs] and scalars [R, B, S] to [R, B·k, W]
 */
export function pointEmbedding(
  list: WeightList,
  inputs: number,
  shape: Pick<CloudNetworkShape, 'points' | 'permutes' | 'scalars' | 'width' | 'frequencies'>,
): (all: readonly Tensor[], x: Tensor3D, scalars: Tensor3D) => Tensor3D {
  const { points, permutes, scalars, width, frequencies } = shape;
  const waves = list.place(frequencies === 0 ? [] : [frequencyWeight(inputs, frequencies)]);
  const first = list.place(denseWeights(inputs + 2 * frequencies, width));
  const known = list.place(scalars === 0 ? [] : [normalWeight([scalars, width], scalars)]);
  const places = list.place(permutes ? [] : [normalWeight([1, points, width], 1)]);
  return (all, x, given) => {
    const [replicas, rows] = x.shape;
    const [frequencyMatrix] = waves(all);
    const features = frequencyMatrix === undefined ? [] : [fourierFeatures(frequencyMatrix, x)];
    const [matrix, bias] = first(all);
    let z: Tensor3D = tf.matMul(features.length === 0 ? x : tf.concat([x, ...features], 2), matrix as Tensor);
    const [ofScalars] = known(all);
    if (ofScalars !== undefined) z = addToPoints(z, tf.matMul(given, ofScalars), points);
    const [ofPlaces] = places(all);
    if (ofPlaces !== undefined) {
      const each: Tensor4D = tf.reshape(z, [replicas, rows / points, points, width]);
      z = tf.reshape(tf.add(each, ofPlaces), z.shape);
    }
    return biasSilu(z, bias as Tensor);
  };
}

/** Adds to every point of a cloud what belongs to the cloud: [R, B·k, W] and [R, B, W]. */
export function addToPoints(x: Tensor3D, ofClouds: Tensor3D, points: number): Tensor3D {
  const [replicas, batch, width] = ofClouds.shape;
  const each: Tensor4D = tf.reshape(x, [replicas, batch, points, width]);
  return tf.reshape(tf.add(each, tf.expandDims(ofClouds, 2)), x.shape);
}
