import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Group } from '../../groups/define-group';
import { randomStream } from '../../mathematics/random-stream';
import type { Network } from '../define-network';
import { givesNumbersLate, numbersAtOnce } from '../numbers-at-once';

/**
 * x ↦ g f(g⁻¹ x) with g = g(x) the element that aligns a fixed anchor with x (a frame of one element; Puny et al., 2022). As g(hx) = h g(x) wherever the
 * alignment is unique, the network is equivariant whatever f is, for every group that can align; it may jump where two elements align equally well.
 */
export function framedNetwork(group: Group, inner: Network): Network {
  const d = group.ambientDimension;
  const random = randomStream(['anchor of a frame', d]);
  const anchor = Float64Array.from({ length: d }, () => random.normal());
  return {
    ...inner,
    apply(weights, points, scalars) {
      const values = numbersAtOnce(points);
      const frames: Float64Array[] = [];
      for (let at = 0; at < values.length; at += d)
        frames.push(group.alignPair(Float64Array.from(values.subarray(at, at + d)), anchor).element);
      const back = frames.map((frame) => group.inverse(frame));
      const canonical = tf.tensor3d(actOnRows(group, back, values, d), points.shape);
      return actOnTensor(group, frames, back, inner.apply(weights, canonical, scalars));
    },
  };
}

/** The rows of `values`, each moved by its own element. */
export function actOnRows(
  group: Group,
  elements: readonly Float64Array[],
  values: ArrayLike<number>,
  d: number,
): Float32Array {
  const out = new Float32Array(values.length);
  const row = new Float64Array(d);
  const image = new Float64Array(d);
  elements.forEach((element, i) => {
    for (let k = 0; k < d; k++) row[k] = values[i * d + k] ?? 0;
    group.act(element, row, image);
    out.set(image, i * d);
  });
  return out;
}

/** g_i x_i, row by row; the action is linear and orthogonal, so gradients are moved back by the inverses. */
export function actOnTensor(
  group: Group,
  elements: readonly Float64Array[],
  inverses: readonly Float64Array[],
  x: Tensor3D,
): Tensor3D {
  if (givesNumbersLate()) return actByMatrices(group, elements, x);
  const d = group.ambientDimension;
  const act = tf.customGrad((...args) => {
    const [input] = args as [Tensor3D];
    return {
      value: tf.tensor3d(actOnRows(group, elements, input.dataSync(), d), input.shape),
      gradFunc: (dy: Tensor) => tf.tensor3d(actOnRows(group, inverses, dy.dataSync(), d), input.shape),
    };
  });
  return act(x) as Tensor3D;
}

/** The same by one matrix for each row, which needs no numbers of x; D² numbers a row. */
export function actByMatrices(group: Group, elements: readonly Float64Array[], x: Tensor3D): Tensor3D {
  const d = group.ambientDimension;
  const images = new Float32Array(elements.length * d * d);
  const unit = new Float64Array(d);
  const image = new Float64Array(d);
  elements.forEach((element, i) => {
    for (let k = 0; k < d; k++) {
      unit.fill(0);
      unit[k] = 1;
      group.act(element, unit, image);
      images.set(image, (i * d + k) * d);
    }
  });
  // The row x times the matrix whose rows are the images of unit vectors.
  const rows = tf.reshape(x, [elements.length, 1, d]);
  return tf.reshape(tf.matMul(rows, tf.tensor3d(images, [elements.length, d, d])), x.shape);
}
