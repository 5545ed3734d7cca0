import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import type { ImageShape } from '../../groups/image-shape';
import { biasSilu } from '../bias-silu';
import type { Network } from '../define-network';
import { dense, denseWeights } from '../dense';
import { normalise } from '../normalisation';
import { silu } from '../silu';
import { WeightList } from '../weight-list';
import { convolution, convolutionWeights } from './convolution';
import type { Padding } from './pad-image';
import { residualBlock, residualBlockWeights } from './residual-block';

export interface ImagePredictorShape {
  readonly image: ImageShape;
  readonly outputs: number;
  /** Channels. */
  readonly width: number;
  /** Residual blocks; each sees twice as far as the one before. */
  readonly layers: number;
  readonly padding: Padding;
}

/** Images of fewer pixels a side are not taken apart. */
const smallestSide = 8;

/** Numbers that a step of training keeps of one image, about. */
export function numbersKeptOfPredictor({
  image,
  width,
  layers,
}: Omit<ImagePredictorShape, 'outputs' | 'padding'>): number {
  return 40 * (layers + 1) * width * image.rows * image.columns;
}

/**
 * A network from images to numbers: convolutions, the mean over all pixels, and a hidden layer. No pixel is left out on the way, so that with circular padding it is invariant
 * under all shifts by whole pixels: where others halve the image, this one takes it apart into the four images of every second pixel, on which a 3 × 3 kernel
 * reaches twice as far (a dilated convolution; Yu & Koltun, 2016), and a shift exchanges and shifts these. Its output begins at zero.
 */
export function imagePredictor(shape: ImagePredictorShape): Network {
  const { image, outputs, width, layers, padding } = shape;
  const { rows, columns, channels } = image;
  const list = new WeightList();
  const stem = list.place(convolutionWeights(channels, width));
  const blocks = Array.from({ length: layers }, () => list.place(residualBlockWeights(width, 0)));
  const hidden = list.place(denseWeights(width, 2 * width));
  const last = list.place(denseWeights(2 * width, outputs, 'zero'));
  return {
    inputs: rows * columns * channels,
    scalars: 0,
    outputs,
    weights: list.weights,
    widest: rows * columns * width,
    apply(all, points) {
      const [replicas, batch] = points.shape;
      let x = convolution(stem(all), tf.reshape(points, [replicas, batch, rows, columns, channels]), padding);
      blocks.forEach((own, index) => {
        x = residualBlock(own(all), index === 0 ? x : takenApart(x), undefined, padding);
      });
      // Parts of an image lie one after another.
      const pixels = tf.reshape(silu(normalise(x)), [replicas, batch, rows * columns, width]) as Tensor4D;
      const pooled: Tensor3D = tf.mean(pixels, 2);
      const [matrix, bias] = hidden(all);
      return dense(last(all), biasSilu(tf.matMul(pooled, matrix as Tensor), bias as Tensor));
    },
  };
}

/**
 * Each image as its four parts, of every second row and column, where these are even and large enough; else as it is.
 * @param x - [R, B, H, W, C]
 * @returns [R, 4 B, H/2, W/2, C]
 */
export function takenApart(x: Tensor5D): Tensor5D {
  const [replicas, batch, rows, columns, channels] = x.shape;
  if (rows % 2 !== 0 || columns % 2 !== 0 || Math.min(rows, columns) < smallestSide) return x;
  const count = replicas * batch;
  const byRow = tf.transpose(tf.reshape(x, [count, rows / 2, 2, columns * channels]), [0, 2, 1, 3]);
  const pairs = tf.reshape(byRow, [2 * count, rows / 2, columns / 2, 2, channels]);
  const byColumn = tf.transpose(pairs, [0, 3, 1, 2, 4]);
  return tf.reshape(byColumn, [replicas, 4 * batch, rows / 2, columns / 2, channels]);
}
