import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { hasFusedKernel, runFusedKernel } from '../fused-kernel';
import type { Optimiser } from './define-optimiser';

export interface AdamSettings {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Decoupled weight decay (AdamW); 0 for plain Adam. */
  readonly weightDecay?: number;
}

/**
 * Adam (Kingma & Ba, 2015, algorithm 1), with decoupled weight decay where it is asked for (Loshchilov & Hutter, 2019, algorithm 2). The corrections of
 * the bias are put into the rate and ε, which leaves eleven kernels a step whatever the number of layers, or one where the backend has it.
 */
export function adam(settings: AdamSettings = {}): Optimiser {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = settings;
  return {
    begin: (parameters) => ({ mean: tf.zerosLike(parameters), square: tf.zerosLike(parameters) }),
    update({ parameters, gradient, state, step, rate }) {
      return tf.tidy(() => {
        const { mean: oldMean, square: oldSquare } = state;
        if (oldMean === undefined || oldSquare === undefined) throw new Error('Adam’s state has two tensors.');
        const correction = Math.sqrt(1 - beta2 ** step);
        const scale = (rate * correction) / (1 - beta1 ** step);
        if (hasFusedKernel('AdamStep')) {
          const settings = [beta1, beta2, epsilon * correction, scale, 1 - rate * weightDecay, 1 - beta1, 1 - beta2];
          const [moved, mean, square] = runFusedKernel('AdamStep', {
            parameters,
            gradient,
            mean: oldMean,
            square: oldSquare,
            settings: tf.tensor1d(settings),
          });
          return { parameters: moved as Tensor2D, state: { mean: mean as Tensor2D, square: square as Tensor2D } };
        }
        const mean: Tensor2D = tf.add(tf.mul(oldMean, beta1), tf.mul(gradient, 1 - beta1));
        const square: Tensor2D = tf.add(tf.mul(oldSquare, beta2), tf.mul(tf.square(gradient), 1 - beta2));
        const moved = tf.mul(tf.div(mean, tf.add(tf.sqrt(square), epsilon * correction)), scale);
        const kept = weightDecay === 0 ? parameters : tf.mul(parameters, 1 - rate * weightDecay);
        return { parameters: tf.sub(kept, moved), state: { mean, square } };
      });
    },
  };
}
