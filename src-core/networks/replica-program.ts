import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Reals } from '../mathematics/points';
import { copyNumbers } from './compute-numbers';
import { clipGradients } from './optimisers/clip-gradients';
import type { OptimiserState } from './optimisers/define-optimiser';
import { learningRate } from './optimisers/learning-rate';
import { releaseTape } from './release-tape';
import type { TrainingRequest } from './training-request';
import type { WeightLayout } from './weight-layout';

/** The tensors of a training of R replicas, and what moves them by a step. */
export class ReplicaProgram {
  readonly #fixed: Tensor2D;
  #parameters: Tensor2D;
  #state: OptimiserState;
  #average: Tensor2D | undefined;

  constructor(
    private readonly request: TrainingRequest,
    private readonly layout: WeightLayout,
  ) {
    const { trained, fixed } = layout.draw(request.replicas);
    this.#fixed = fixed;
    this.#parameters = trained;
    this.#state = request.optimiser.begin(trained);
    this.#average = request.averaging > 0 ? trained.clone() : undefined;
  }

  /** One step; answers the loss of each replica, [R], to be disposed of. Where it fails, everything is as it was before. */
  advance(step: number): Tensor1D {
    let losses: Tensor1D | undefined;
    try {
      const next = this.#moved(step, (each) => {
        losses = tf.keep(each.clone());
      });
      if (losses === undefined) throw new Error('The loss was not evaluated.');
      this.#dispose();
      this.#parameters = next.parameters;
      this.#state = next.state;
      this.#average = next.average;
      return losses;
    } catch (error) {
      losses?.dispose();
      releaseTape();
      throw error;
    }
  }

  #moved(step: number, onLosses: (losses: Tensor1D) => void) {
    const { request, layout } = this;
    const rate = learningRate(request.schedule, request.rate, step, request.steps);
    return tf.tidy(() => {
      const current = [...layout.unpackTrained(this.#parameters)];
      const { grads } = tf.valueAndGrads((...trained: Tensor[]) => {
        const each = request.loss(layout.merge(trained, this.#fixed), step);
        onLosses(each);
        return tf.sum(each);
      })(current);
      const raw = layout.pack(grads);
      const gradient = request.clip > 0 ? clipGradients(raw, request.clip) : raw;
      const moved = request.optimiser.update({
        ...{ parameters: this.#parameters, gradient, state: this.#state, step, rate },
      });
      return { ...moved, average: this.#averaged(moved.parameters, step) };
    });
  }

  /** Copies of all that a training goes on from. */
  async tensors(): Promise<Readonly<Record<string, Float32Array>>> {
    const named = Object.entries(this.#named()).map(
      async ([name, tensor]) => [name, await copyNumbers(tensor)] as const,
    );
    return Object.fromEntries(await Promise.all(named));
  }

  /** Goes on from kept tensors; false, and nothing done, where they are those of another program. */
  restore(kept: Readonly<Record<string, Reals>>): boolean {
    const named = this.#named();
    const names = Object.keys(kept).filter((name) => name !== 'pending');
    if (names.length !== Object.keys(named).length) return false;
    if (Object.entries(named).some(([name, { size }]) => kept[name]?.length !== size)) return false;
    const of = (name: string, { shape }: Tensor2D): Tensor2D =>
      // A copy, since some backends compute in the array that they are given.
      tf.tensor2d(Float32Array.from(kept[name] ?? []), shape);
    const parameters = of('parameters', this.#parameters);
    const average = this.#average === undefined ? undefined : of('average', this.#average);
    const state = Object.fromEntries(
      Object.entries(this.#state).map(([name, was]) => [name, of(stateName(name), was)]),
    );
    this.#dispose();
    this.#parameters = parameters;
    this.#average = average;
    this.#state = state;
    return true;
  }

  /** Ends the training and hands over its weights: the moving average where one was asked for. */
  end(): { readonly trained: Tensor2D; readonly fixed: Tensor2D } {
    tf.dispose(Object.values(this.#state));
    if (this.#average !== undefined) this.#parameters.dispose();
    return { trained: this.#average ?? this.#parameters, fixed: this.#fixed };
  }

  dispose(): void {
    this.#dispose();
    this.#fixed.dispose();
  }

  #averaged(parameters: Tensor2D, step: number): Tensor2D | undefined {
    if (this.#average === undefined) return undefined;
    const decay = Math.min(this.request.averaging, step / (step + 10));
    return tf.add(tf.mul(this.#average, decay), tf.mul(parameters, 1 - decay));
  }

  #named(): Readonly<Record<string, Tensor2D>> {
    return {
      parameters: this.#parameters,
      ...(this.#average === undefined ? {} : { average: this.#average }),
      ...Object.fromEntries(Object.entries(this.#state).map(([name, tensor]) => [stateName(name), tensor])),
    };
  }

  #dispose(): void {
    tf.dispose(Object.values(this.#named()));
  }
}

const stateName = (name: string): string => `optimiser ${name}`;
