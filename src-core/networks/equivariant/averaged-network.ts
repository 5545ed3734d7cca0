import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Group } from '../../groups/define-group';
import type { Network } from '../define-network';

/** Matrices of all elements of a finite group side by side, [D, |G|·D]: column block e holds g_e x for the rows x. */
function matricesOf(group: Group): { readonly there: Float32Array; readonly count: number } {
  const elements = [...(group.elements?.() ?? [])];
  const d = group.ambientDimension;
  const there = new Float32Array(d * elements.length * d);
  const unit = new Float64Array(d);
  const image = new Float64Array(d);
  elements.forEach((element, e) => {
    for (let k = 0; k < d; k++) {
      unit.fill(0);
      unit[k] = 1;
      group.act(element, unit, image);
      for (let c = 0; c < d; c++) there[k * elements.length * d + e * d + c] = image[c] ?? 0;
    }
  });
  return { there, count: elements.length };
}

/** The mean of g⁻¹ f(g x) over a finite group: equivariant whatever f is. */
export function averagedNetwork(group: Group, inner: Network): Network {
  const d = group.ambientDimension;
  const { there, count } = matricesOf(group);
  return {
    ...inner,
    apply(weights, points, scalars) {
      const [replicas, batch] = points.shape;
      const matrices = tf.tensor2d(there, [d, count * d]);
      const rows = tf.reshape(points, [replicas * batch, d]);
      // Every point moved by every element: [R, B, |G|, D] as [R, B·|G|, D].
      const moved: Tensor3D = tf.reshape(tf.matMul(rows, matrices), [replicas, batch * count, d]);
      const repeated: Tensor3D = tf.reshape(tf.tile(tf.expandDims(scalars, 2), [1, 1, count, 1]), [
        replicas,
        batch * count,
        inner.scalars,
      ]);
      const values = tf.reshape(inner.apply(weights, moved, repeated), [replicas * batch, count * d]);
      // g is orthogonal: its inverse is its transpose.
      return tf.reshape(tf.div(tf.matMul(values, matrices, false, true), count), [replicas, batch, d]);
    },
  };
}
