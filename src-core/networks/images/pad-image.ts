import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';

/** What lies beyond the border: the opposite side of the image, or zeros. */
export type Padding = 'circular' | 'zero';

/**
 * One more pixel on every side.
 * @param x - [N, H, W, C]
 * @returns [N, H + 2, W + 2, C]
 */
export function padImage(x: Tensor4D, padding: Padding): Tensor4D {
  if (padding === 'zero')
    return tf.pad(x, [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  return wrap(wrap(x, 1), 2);
}

function wrap(x: Tensor4D, axis: 1 | 2): Tensor4D {
  const edge = (at: number): Tensor4D => {
    const begin = [0, 0, 0, 0];
    const size = [-1, -1, -1, -1];
    begin[axis] = at;
    size[axis] = 1;
    return tf.slice(x, begin, size);
  };
  return tf.concat([edge(x.shape[axis] - 1), x, edge(0)], axis);
}
