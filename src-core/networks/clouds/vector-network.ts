import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { CloudSymmetry } from '../../groups/cloud-symmetry';
import { biasSilu } from '../bias-silu';
import { normalWeight, type Network } from '../define-network';
import { dense, denseWeights } from '../dense';
import { normalise } from '../normalisation';
import { WeightList } from '../weight-list';
import { attend } from './attend';
import type { CloudNetworkShape } from './cloud-shape';
import { headsOf } from './heads-of';
import { pointEmbedding } from './point-embedding';
import { turnedVectors } from './turned-vectors';

/** Vectors of a point, for so many of its numbers one. */
const numbersOfVector = 4;
/** Products of fewer could not be normalised. */
const fewestVectors = 4;

/** What a point is known by: numbers [R, B·k, W] that a rotation leaves alone, and vectors [R, B·k, d, C], column by column, that it turns. */
export interface PointState {
  readonly numbers: Tensor3D;
  readonly vectors: Tensor4D;
}

type Mix = (all: readonly Tensor[], state: PointState) => PointState;

interface VectorShape extends Pick<CloudSymmetry, 'points' | 'dimension' | 'turns'> {
  readonly width: number;
  readonly channels: number;
}

/**
 * A network on points that are turned together (after Deng et al., 2021, and Jing et al., 2021): vectors are mixed by matrices and multiplied by numbers, numbers learn of
 * vectors by their inner products. Rotations without reflections also have right angles (in the plane) and cross products (in space). Its output begins at zero.
 */
export function vectorNetwork(shape: CloudNetworkShape): Network {
  const { points, dimension, scalars, width } = shape;
  const channels = vectorsOf(width);
  const list = new WeightList();
  const trunk = vectorTrunk(list, shape);
  const last = list.place(denseWeights(width, channels, 'zero'));
  return {
    inputs: points * dimension,
    scalars,
    outputs: points * dimension,
    weights: list.weights,
    widest: points * (width + 3 * channels * dimension),
    apply(weights, clouds, given) {
      const state = trunk(weights, clouds, given);
      const coefficients = tf.expandDims(dense(last(weights), state.numbers), 2);
      return tf.reshape(tf.sum(tf.mul(state.vectors, coefficients), 3), clouds.shape);
    },
  };
}

/** Vectors of a point, in a network of so many numbers a point. */
export function vectorsOf(width: number): number {
  return Math.max(fewestVectors, Math.floor(width / numbersOfVector));
}

/** Its layers but the last, from clouds [R, B, k·d]. */
export function vectorTrunk(
  list: WeightList,
  shape: CloudNetworkShape,
): (all: readonly Tensor[], clouds: Tensor3D, scalars: Tensor3D) => PointState {
  const { points, dimension, mixing, width, layers, turns } = shape;
  const channels = vectorsOf(width);
  const embed = pointEmbedding(list, 1, shape);
  const copies = list.place([normalWeight([1, channels], 1)]);
  const sizes = { points, dimension, turns, width, channels };
  const blocks = Array.from({ length: layers - 1 }, () => {
    const mix = mixing === 'set' ? meanMix(list, sizes) : attentionMix(list, sizes);
    return vectorBlock(list, mix, sizes);
  });
  return (all, clouds, scalars) => {
    const [replicas, batch] = clouds.shape;
    const rows = batch * points;
    const tokens: Tensor3D = tf.reshape(clouds, [replicas, rows, dimension]);
    const lengths: Tensor3D = tf.mean(tf.square(tokens), 2, true);
    const numbers = embed(all, lengths, scalars);
    const coordinates: Tensor3D = tf.reshape(clouds, [replicas, rows * dimension, 1]);
    const vectors = tf.matMul(coordinates, copies(all)[0] as Tensor);
    const first: PointState = { numbers, vectors: tf.reshape(vectors, [replicas, rows, dimension, channels]) };
    return blocks.reduce((state, block) => block(all, state), first);
  };
}

/** Numbers and vectors learn of each other and of what was mixed into the point, and are added to what they were. */
function vectorBlock(list: WeightList, mix: Mix, { dimension, turns, width, channels }: VectorShape): Mix {
  const turned = turns === 'rotations' ? turnedVectors(dimension, 2 * channels) : undefined;
  const all = 2 * channels + (turned?.vectors ?? 0);
  const ofNumbers = list.place([...denseWeights(width, width), normalWeight([width, width], width)]);
  const products = list.place([normalWeight([all, 2 * channels], all), normalWeight([channels, width], channels)]);
  const gates = list.place([normalWeight([width, channels], width), normalWeight([all, channels], all)]);
  return (weights, state) => {
    const { numbers, vectors } = state;
    const [replicas, rows] = numbers.shape;
    const mixed = mix(weights, state);
    let both: Tensor4D = tf.concat([vectors, mixed.vectors], 3);
    if (turned !== undefined) both = tf.concat([both, turned.of(both)], 3);
    const flat: Tensor3D = tf.reshape(both, [replicas, rows * dimension, all]);
    const [pairing, ofProducts] = products(weights);
    const [left, right] = tf.split(
      tf.reshape(tf.matMul(flat, pairing as Tensor), [replicas, rows, dimension, 2 * channels]),
      2,
      3,
    );
    const inner: Tensor3D = tf.mean(tf.mul(left as Tensor, right as Tensor), 2);
    const [matrix, bias, ofMixed] = ofNumbers(weights);
    const z = tf.addN([
      tf.matMul(numbers, matrix as Tensor),
      tf.matMul(mixed.numbers, ofMixed as Tensor),
      tf.matMul(normalise(inner), ofProducts as Tensor),
    ]) as Tensor3D;
    const next = biasSilu(z, bias as Tensor, numbers);
    const [gate, ofVectors] = gates(weights);
    const moved = tf.reshape(tf.matMul(flat, ofVectors as Tensor), vectors.shape);
    return {
      numbers: next,
      vectors: tf.add(vectors, tf.mul(moved, tf.expandDims(tf.matMul(next, gate as Tensor), 2))),
    };
  };
}

/** The mean over all points of their numbers, and of their vectors times numbers of their own. */
function meanMix(list: WeightList, { points, dimension, width, channels }: VectorShape): Mix {
  const gate = list.place([normalWeight([width, channels], width)]);
  return (weights, { numbers, vectors }) => {
    const [replicas, rows] = numbers.shape;
    const batch = rows / points;
    const gated = tf.mul(vectors, tf.expandDims(tf.matMul(numbers, gate(weights)[0] as Tensor), 2));
    const mean = (x: Tensor, sizes: readonly number[]): Tensor => {
      const size = sizes.reduce((product, one) => product * one, 1);
      const means = tf.mean(tf.reshape(x, [replicas, batch, points, size]), 2, true);
      // A copy for every point.
      return tf.reshape(tf.tile(means, [1, 1, points, 1]), [replicas, rows, ...sizes]);
    };
    return {
      numbers: mean(numbers, [width]) as Tensor3D,
      vectors: mean(gated, [dimension, channels]) as Tensor4D,
    };
  };
}

/** Attention by inner products of numbers and of vectors, whose values are both. */
function attentionMix(list: WeightList, { points, dimension, width, channels }: VectorShape): Mix {
  const heads = headsOf(channels, width);
  const [own, vectorsOfHead] = [width / heads, channels / heads];
  const projections = list.place([
    normalWeight([width, 3 * width], width),
    normalWeight([channels, 3 * channels], channels),
  ]);
  return (weights, { numbers, vectors }) => {
    const [replicas, rows] = numbers.shape;
    const count = replicas * rows;
    const [ofNumbers, ofVectors] = projections(weights);
    const scalars = tf.reshape(tf.matMul(normalise(numbers), ofNumbers as Tensor), [count, 3, heads, own]);
    const flat: Tensor3D = tf.reshape(vectors, [replicas, rows * dimension, channels]);
    const projected = tf.reshape(tf.matMul(flat, ofVectors as Tensor), [count, dimension, 3, heads, vectorsOfHead]);
    const arrows = tf.reshape(tf.transpose(projected, [0, 2, 3, 1, 4]), [count, 3, heads, dimension * vectorsOfHead]);
    const features = own + dimension * vectorsOfHead;
    const taken = attend(tf.reshape(tf.concat([scalars, arrows], 3), [count / points, points, 3, heads, features]));
    const [ownPart, arrowPart] = tf.split(taken, [own, features - own], 3);
    const byHead = tf.reshape(arrowPart as Tensor, [count, heads, dimension, vectorsOfHead]);
    return {
      numbers: tf.reshape(ownPart as Tensor, numbers.shape),
      vectors: tf.reshape(tf.transpose(byHead, [0, 2, 1, 3]), vectors.shape),
    };
  };
}
