import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { RandomStream } from '../mathematics/random-stream';
import { sizeOf, type Weight } from './define-network';

/** What a replica's weights are drawn by. */
export interface ReplicaSeed {
  readonly random: RandomStream;
  /** See Weight.draw. */
  readonly fineness: number;
}

/** Where each weight lies in a replica's two rows of numbers: those that are trained, and those that stay. */
export interface WeightLayout {
  /** Numbers of a replica that are trained. */
  readonly trained: number;
  /** Numbers of a replica that stay as they were drawn. */
  readonly fixed: number;
  /** Draws the weights of R replicas: [R, trained] and [R, fixed]. */
  draw(replicas: readonly ReplicaSeed[]): { readonly trained: Tensor2D; readonly fixed: Tensor2D };
  /** The tensors [R, …shape] that Network.apply takes. One kernel for all of a row. */
  unpack(trained: Tensor2D, fixed: Tensor2D): readonly Tensor[];
  /** The same of the trained ones alone, in their order, and back. */
  unpackTrained(trained: Tensor2D): readonly Tensor[];
  pack(trainedWeights: readonly Tensor[]): Tensor2D;
  /** All weights in the order of the network from the trained ones, as `unpackTrained` gives them, and the fixed. */
  merge(trainedWeights: readonly Tensor[], fixed: Tensor2D): readonly Tensor[];
}

/** One row of numbers a replica keeps an optimiser at a few kernels a step, however many layers there are. */
export function weightLayout(weights: readonly Weight[]): WeightLayout {
  const of = (trained: boolean): readonly Weight[] => weights.filter((weight) => weight.trained === trained);
  const trainedShapes = of(true).map(({ shape }) => shape);
  const fixedShapes = of(false).map(({ shape }) => shape);

  const split = (row: Tensor2D, shapes: readonly (readonly number[])[]): readonly Tensor[] => {
    if (shapes.length === 0) return [];
    const [replicas] = row.shape;
    const parts = shapes.length === 1 ? [row] : tf.split(row, shapes.map(sizeOf), 1);
    return parts.map((part, index) => tf.reshape(part, [replicas, ...(shapes[index] ?? [])]));
  };
  const merge = (trainedWeights: readonly Tensor[], fixed: Tensor2D): readonly Tensor[] => {
    const rest = [...split(fixed, fixedShapes)];
    const moving = [...trainedWeights];
    return weights.map((weight) => {
      const next = weight.trained ? moving.shift() : rest.shift();
      if (next === undefined) throw new Error('There are fewer tensors than weights.');
      return next;
    });
  };
  return {
    trained: trainedShapes.reduce((sum, shape) => sum + sizeOf(shape), 0),
    fixed: fixedShapes.reduce((sum, shape) => sum + sizeOf(shape), 0),
    draw(replicas) {
      const rows = replicas.map(({ random, fineness }) =>
        weights.map((weight, index) => weight.draw(random.derive('weight').derive(index), fineness)),
      );
      const matrix = (trained: boolean): Tensor2D => {
        const numbers = rows.map((row) => row.filter((_, index) => weights[index]?.trained === trained));
        const size = (numbers[0] ?? []).reduce((sum, { length }) => sum + length, 0);
        const values = new Float32Array(replicas.length * size);
        numbers.forEach((row, r) => {
          let at = r * size;
          for (const weight of row) {
            values.set(weight, at);
            at += weight.length;
          }
        });
        return tf.tensor2d(values, [replicas.length, size]);
      };
      return { trained: matrix(true), fixed: matrix(false) };
    },
    unpack: (trained, fixed) => merge(split(trained, trainedShapes), fixed),
    unpackTrained: (trained) => split(trained, trainedShapes),
    pack(trainedWeights) {
      const flat = trainedWeights.map((weight) => tf.reshape(weight, [weight.shape[0] ?? 1, -1]) as Tensor2D);
      const [first] = flat;
      if (first === undefined) throw new Error('There are no weights to pack.');
      return flat.length === 1 ? first : tf.concat(flat, 1);
    },
    merge,
  };
}
