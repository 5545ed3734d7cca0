import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { ImageShifts } from '../../groups/define-group';
import { shiftFrequency } from '../../groups/shift-frequency';
import type { Network } from '../define-network';

/**
 * x ↦ g f(g⁻¹ x) for the shifts of an image, g = g(x) by the phases of the image's lowest frequencies along rows and columns: what is brought to phase 0 is
 * centred, which changes little where the image does and is hardly disturbed by noise. A shift is a matrix on each axis, made of the Fourier series of its
 * angle; all is differentiable, also against x.
 */
export function shiftFramedNetwork(shifts: ImageShifts, inner: Network): Network {
  const { rows, columns, channels } = shifts.image;
  const down = shiftAxis(rows, shifts.whole);
  const right = shiftAxis(columns, shifts.whole);
  return {
    ...inner,
    apply(weights, points, scalars) {
      const [replicas, batch] = points.shape;
      const count = replicas * batch;
      // Sums over columns and channels, and over rows and channels.
      const image = tf.reshape(points, [count, rows, columns, channels]);
      const there = down.matrices(tf.reshape(tf.sum(image, [2, 3]), [count, rows]));
      const across = right.matrices(tf.reshape(tf.sum(image, [1, 3]), [count, columns]));
      const shifted = (x: Tensor3D, back: boolean): Tensor3D => {
        const moved = tf.matMul(there, tf.reshape(x, [count, rows, columns * channels]), !back);
        if (channels === 1) return tf.reshape(tf.matMul(moved, across, false, back), points.shape);
        const byColumn = tf.reshape(tf.transpose(tf.reshape(moved, [count, rows, columns, channels]), [0, 2, 1, 3]), [
          count,
          columns,
          rows * channels,
        ]);
        const both = tf.reshape(tf.matMul(across, byColumn, !back), [count, columns, rows, channels]);
        return tf.reshape(tf.transpose(both, [0, 2, 1, 3]), points.shape);
      };
      return shifted(inner.apply(weights, shifted(points, false), scalars), true);
    },
  };
}

interface ShiftAxis {
  /**
   * The matrix, for each profile, of the shift that takes an image with its lowest frequency at phase 0 to where the profile's is; its transpose goes back.
   * @param profiles - [N, size]
   * @returns [N, size, size]
   */
  matrices(profiles: Tensor2D): Tensor3D;
}

/**
 * Shifts along an axis of so many pixels. The matrix of the shift by the angle θ has the entries Σ_f cos(f (2π(a − b)/size − θ))/size over all
 * frequencies f, the highest of an even number being left alone by a shift that is not by whole pixels, as in the group.
 */
function shiftAxis(size: number, whole: boolean): ShiftAxis {
  const movable = whole ? size > 1 : size > 2;
  const highest = Math.floor(size / 2);
  const terms = Array.from({ length: highest }, (_, index) => {
    const f = index + 1;
    const alone = 2 * f === size;
    return { f, share: (alone ? 1 : 2) / size, turns: alone && !whole ? shiftFrequency(f, size) : f };
  });
  // Rows: the mean, then cosine and sine of each frequency.
  const series = new Float32Array((1 + 2 * terms.length) * size * size);
  const lowest = new Float32Array(2 * size);
  for (let a = 0; a < size; a++) {
    lowest[2 * a] = Math.cos((2 * Math.PI * a) / size);
    lowest[2 * a + 1] = Math.sin((2 * Math.PI * a) / size);
    for (let b = 0; b < size; b++) {
      const at = a * size + b;
      series[at] = 1 / size;
      terms.forEach(({ f, share }, k) => {
        const angle = (2 * Math.PI * f * (a - b)) / size;
        series[(1 + 2 * k) * size * size + at] = share * Math.cos(angle);
        series[(2 + 2 * k) * size * size + at] = share * Math.sin(angle);
      });
    }
  }
  return {
    matrices(profiles) {
      const count = profiles.shape[0];
      const [cosine, sine] = tf.split(tf.matMul(profiles, tf.tensor2d(lowest, [size, 2])), 2, 1);
      const phase = tf.atan2(sine as Tensor2D, cosine as Tensor2D);
      const step = (2 * Math.PI) / size;
      const angle = whole ? tf.mul(tf.round(tf.div(phase, step)), step) : phase;
      const turns = tf.mul(
        angle,
        tf.tensor2d(
          terms.map((term) => (movable ? term.turns : 0)),
          [1, terms.length],
        ),
      );
      const waves = tf.stack([tf.cos(turns), tf.sin(turns)], 2);
      const factors = tf.concat([tf.ones([count, 1]), tf.reshape(waves, [count, 2 * terms.length])], 1);
      return tf.reshape(tf.matMul(factors, tf.tensor2d(series, [1 + 2 * terms.length, size * size])), [
        count,
        size,
        size,
      ]);
    },
  };
}
