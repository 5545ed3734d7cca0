import type { Tensor } from '@tensorflow/tfjs-core';
import type { Weight } from './define-network';

/** Takes a layer's own tensors from those of the whole network. */
export type OwnWeights = (all: readonly Tensor[]) => readonly Tensor[];

/** The weights of a network, layer after layer. */
export class WeightList {
  readonly weights: Weight[] = [];

  /** Puts weights at the end, and answers how they are found. */
  place(added: readonly Weight[]): OwnWeights {
    const from = this.weights.length;
    this.weights.push(...added);
    return (all) => all.slice(from, from + added.length);
  }
}
