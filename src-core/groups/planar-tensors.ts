import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Group } from './define-group';
import type { PlanarKind } from './planes';
import { greatestCommonDivisor } from './trigonometric-polynomial';

/** More distinct angles than these are no longer worth one pass over the matrix of pairs each. */
const mostAngles = 16;

/** `align` of planes of one frequency by two matrix products (four with reflections); nothing for several frequencies. */
export function planarTensors(kind: PlanarKind): Pick<Group, 'alignTensors'> {
  const { ambientDimension, planes, rotations, reflections } = kind;
  const frequencies = new Set(planes.map((plane) => plane.frequency));
  const [frequency] = frequencies;
  if (frequency === undefined || frequencies.size > 1) return {};
  const angles = Number.isFinite(rotations) ? rotations / greatestCommonDivisor(rotations, frequency) : Infinity;
  if (Number.isFinite(angles) && angles > mostAngles) return {};
  const first = planes.map((plane) => plane.first);
  const second = planes.map((plane) => plane.second);
  const turned = new Set([...first, ...second]);
  const left = Array.from({ length: ambientDimension }, (_, k) => k).filter((k) => !turned.has(k));

  const columns = (points: Tensor2D, indices: number[]): Tensor2D =>
    tf.gather(points, tf.tensor1d(indices, 'int32'), 1);
  const product = (a: Tensor2D, b: Tensor2D): Tensor2D => tf.matMul(a, b, false, true);
  /** The largest Re(C e^{iφ}) over the angles. */
  const largest = (re: Tensor2D, im: Tensor2D): Tensor2D => {
    if (!Number.isFinite(angles)) return tf.sqrt(tf.add(tf.square(re), tf.square(im)));
    let best: Tensor2D = re;
    for (let k = 1; k < angles; k++) {
      const angle = (2 * Math.PI * k) / angles;
      best = tf.maximum(best, tf.sub(tf.mul(re, Math.cos(angle)), tf.mul(im, Math.sin(angle))));
    }
    return best;
  };

  const alignTensors = (y: Tensor2D, z: Tensor2D): Tensor2D =>
    tf.tidy(() => {
      const yPlanes: Tensor2D = tf.concat([columns(y, first), columns(y, second)], 1);
      const zFirst = columns(z, first);
      const zSecond = columns(z, second);
      const re = product(yPlanes, tf.concat([zFirst, zSecond], 1));
      const im = product(yPlanes, tf.concat([zSecond, tf.neg(zFirst)], 1));
      let best = largest(re, im);
      if (reflections) {
        const flippedRe = product(yPlanes, tf.concat([zFirst, tf.neg(zSecond)], 1));
        const flippedIm = product(yPlanes, tf.concat([tf.neg(zSecond), tf.neg(zFirst)], 1));
        best = tf.maximum(best, largest(flippedRe, flippedIm));
      }
      return left.length === 0 ? best : tf.add(best, product(columns(y, left), columns(z, left)));
    });
  return { alignTensors };
}
