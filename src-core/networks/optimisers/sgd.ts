import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Optimiser } from './define-optimiser';

/** Stochastic gradient descent with momentum (Polyak, 1964): v ← μ v + g, θ ← θ − η v. */
export function sgd(momentum = 0.9): Optimiser {
  return {
    begin: (parameters) => ({ velocity: tf.zerosLike(parameters) }),
    update({ parameters, gradient, state, rate }) {
      return tf.tidy(() => {
        const { velocity: old } = state;
        if (old === undefined) throw new Error('The state has one tensor.');
        const velocity: Tensor2D = tf.add(tf.mul(old, momentum), gradient);
        return { parameters: tf.sub(parameters, tf.mul(velocity, rate)), state: { velocity } };
      });
    },
  };
}
