import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor5D } from '@tensorflow/tfjs-core';
import type { ImageShape } from '../../groups/image-shape';
import type { Network } from '../define-network';
import { dense, denseWeights } from '../dense';
import { normalise } from '../normalisation';
import { silu } from '../silu';
import { WeightList, type OwnWeights } from '../weight-list';
import { convolution, convolutionWeights } from './convolution';
import type { Padding } from './pad-image';
import { double, fromBlocks, halve, toBlocks } from './resample';
import { residualBlock, residualBlockWeights } from './residual-block';

export interface ConvolutionalShape {
  readonly image: ImageShape;
  readonly scalars: number;
  /** Channels at the finest level; each coarser level has twice as many. */
  readonly width: number;
  /** Residual blocks on each side of each level. */
  readonly layers: number;
  readonly padding: Padding;
}

/** An image whose smaller side is at least this is first cut into blocks of 2 × 2 pixels, which saves three quarters of the work. */
const blocksFrom = 14;
/** The coarsest level has at least so many pixels a side. */
const smallestSide = 4;

/** How the image shrinks: the side of the blocks that it is cut into, and how often it is halved after that. */
function scales({ rows, columns }: ImageShape): { readonly block: number; readonly halvings: number } {
  const even = (factor: number): boolean => rows % factor === 0 && columns % factor === 0;
  const side = Math.min(rows, columns);
  const block = side >= blocksFrom && even(2) ? 2 : 1;
  let halvings = 0;
  while (halvings < 2 && even(block * 2 ** (halvings + 1)) && side / (block * 2 ** (halvings + 1)) >= smallestSide)
    halvings++;
  return { block, halvings };
}

/** The shift, in pixels, that a network with circular padding commutes with. */
export function strideOf(image: ImageShape): number {
  const { block, halvings } = scales(image);
  return block * 2 ** halvings;
}

/** Numbers that a step of training keeps of one image, about, as measured: 150 a channel and pixel of the finest level for each of its blocks. */
export function numbersKept({ image, width, layers }: Pick<ConvolutionalShape, 'image' | 'width' | 'layers'>): number {
  return (150 * layers * width * image.rows * image.columns) / scales(image).block ** 2;
}

/**
 * A small U-Net (Ronneberger, Fischer & Brox, 2015): residual blocks on ever coarser images and back, with sums across from each level on the way down to
 * the same on the way up. The scalars scale and shift the channels of every block. Its output begins at zero.
 */
export function convolutionalNetwork(shape: ConvolutionalShape): Network {
  const { image, scalars, width, layers, padding } = shape;
  const { rows, columns, channels } = image;
  const { block, halvings } = scales(image);
  const size = rows * columns * channels;
  const blocked = block * block * channels;
  const conditions = scalars === 0 ? 0 : width;
  const widthAt = (level: number): number => width * 2 ** level;
  const list = new WeightList();
  const blocksAt = (level: number): readonly OwnWeights[] =>
    Array.from({ length: layers }, () => list.place(residualBlockWeights(widthAt(level), conditions)));

  const embedding = conditions === 0 ? undefined : list.place(denseWeights(scalars, conditions));
  const stem = list.place(convolutionWeights(blocked, width));
  const descent = Array.from({ length: halvings }, (_, level) => ({
    blocks: blocksAt(level),
    widen: list.place(denseWeights(widthAt(level), widthAt(level + 1))),
  }));
  const bottom = blocksAt(halvings);
  const ascent = Array.from({ length: halvings }, (_, from) => {
    const level = halvings - 1 - from;
    return { narrow: list.place(denseWeights(widthAt(level + 1), widthAt(level))), blocks: blocksAt(level) };
  });
  const last = list.place(convolutionWeights(width, blocked, 'zero'));

  return {
    inputs: size,
    scalars,
    outputs: size,
    weights: list.weights,
    widest: (rows * columns * 2 * width) / block ** 2,
    apply(all, points, numbers) {
      const [replicas, batch] = points.shape;
      const known = embedding === undefined ? undefined : silu(dense(embedding(all), numbers));
      const run = (x: Tensor5D, blocks: typeof bottom): Tensor5D =>
        blocks.reduce((y, own) => residualBlock(own(all), y, known, padding), x);
      let x = toBlocks(tf.reshape(points, [replicas, batch, rows, columns, channels]), block);
      x = convolution(stem(all), x, padding);
      const kept: Tensor5D[] = [];
      for (const { blocks, widen } of descent) {
        x = run(x, blocks);
        kept.push(x);
        x = pixelwise(widen(all), halve(x));
      }
      x = run(x, bottom);
      for (const { narrow, blocks } of ascent) {
        const across = kept.pop();
        if (across === undefined) throw new Error('A level on the way up has none on the way down.');
        x = run(tf.add(double(pixelwise(narrow(all), x)), across), blocks);
      }
      x = fromBlocks(convolution(last(all), silu(normalise(x)), padding), block);
      return tf.reshape(x, [replicas, batch, size]);
    },
  };
}

/** A dense layer on every pixel's channels. */
function pixelwise(weights: readonly Tensor[], x: Tensor5D): Tensor5D {
  const [replicas, batch, rows, columns, channels] = x.shape;
  const result: Tensor3D = dense(weights, tf.reshape(x, [replicas, batch * rows * columns, channels]));
  return tf.reshape(result, [replicas, batch, rows, columns, result.shape[2]]);
}
