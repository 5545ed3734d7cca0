import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { biasSilu } from '../bias-silu';
import { normalWeight, type Network } from '../define-network';
import { dense, denseWeights } from '../dense';
import { normalise } from '../normalisation';
import { WeightList, type OwnWeights } from '../weight-list';
import { attend } from './attend';
import type { CloudNetworkShape } from './cloud-shape';
import { headsOf } from './heads-of';
import { addToPoints, pointEmbedding } from './point-embedding';

/** A network on the coordinates of points, which the group does not turn: see cloudNetwork. Its output begins at zero. */
export function placedNetwork(shape: Omit<CloudNetworkShape, 'turns'>): Network {
  const { points, dimension, mixing, scalars, width } = shape;
  const list = new WeightList();
  const trunk = placedTrunk(list, shape);
  const last = list.place(denseWeights(width, dimension, 'zero'));
  return {
    inputs: points * dimension,
    scalars,
    outputs: points * dimension,
    weights: list.weights,
    widest: points * width * (mixing === 'attention' ? 3 : 1),
    apply: (weights, clouds, numbers) =>
      tf.reshape(dense(last(weights), trunk(weights, clouds, numbers)), clouds.shape),
  };
}

/** Its layers but the last: from clouds [R, B, k·d] to numbers of each point [R, B·k, W]. */
export function placedTrunk(
  list: WeightList,
  shape: Omit<CloudNetworkShape, 'turns'>,
): (all: readonly Tensor[], clouds: Tensor3D, scalars: Tensor3D) => Tensor3D {
  const { points, dimension, mixing, width, layers } = shape;
  const embed = pointEmbedding(list, dimension, shape);
  const blocks = Array.from({ length: layers - 1 }, () => blockOf(list, width, mixing));
  return (all, clouds, scalars) => {
    const [replicas, batch] = clouds.shape;
    const tokens: Tensor3D = tf.reshape(clouds, [replicas, batch * points, dimension]);
    return blocks.reduce((x, block) => block(all, x, points), embed(all, tokens, scalars));
  };
}

type Block = (all: readonly Tensor[], x: Tensor3D, points: number) => Tensor3D;

function blockOf(list: WeightList, width: number, mixing: CloudNetworkShape['mixing']): Block {
  return mixing === 'set' ? setBlock(list, width) : attentionBlock(list, width);
}

/** x + silu(x A + mean x C + b). */
function setBlock(list: WeightList, width: number): Block {
  const own = list.place([...denseWeights(width, width), normalWeight([width, width], width)]);
  return (all, x, points) => {
    const [matrix, bias, ofMean] = own(all) as [Tensor, Tensor, Tensor];
    const mean: Tensor3D = tf.matMul(meanOfPoints(x, points), ofMean);
    return biasSilu(addToPoints(tf.matMul(x, matrix), mean, points), bias, x);
  };
}

/** What a point takes from the others, then a layer of its own, each added to what it was given. */
function attentionBlock(list: WeightList, width: number): Block {
  const heads = headsOf(width);
  const projection: OwnWeights = list.place([normalWeight([width, 3 * width], width)]);
  const joining = list.place([normalWeight([width, width], width)]);
  const layer = list.place(denseWeights(width, width));
  return (all, x, points) => {
    const [replicas, rows] = x.shape;
    const projected = tf.matMul(normalise(x), projection(all)[0] as Tensor);
    const taken = attend(tf.reshape(projected, [(replicas * rows) / points, points, 3, heads, width / heads]));
    const y: Tensor3D = tf.add(x, tf.matMul(tf.reshape(taken, x.shape), joining(all)[0] as Tensor));
    const [matrix, bias] = layer(all);
    return biasSilu(tf.matMul(normalise(y), matrix as Tensor), bias as Tensor, y);
  };
}

/** [R, B·k, W] → [R, B, W]. */
export function meanOfPoints(x: Tensor3D, points: number): Tensor3D {
  const [replicas, rows, width] = x.shape;
  return tf.mean(tf.reshape(x, [replicas, rows / points, points, width]), 2);
}
