import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { Network } from '../networks/define-network';
import { stopGradient } from '../networks/stop-gradient';
import { realParameter } from '../registry/parameters';
import { defineTrainer } from './define-trainer';
import { trainGenerators, type GenerativeModel } from './generators/train-generators';
import { architectureParameter, networkOf, networkParameters, trainingSteps } from './network-parameters';
import { clipParameter } from './optimisation-parameters';

/**
 * A generative adversarial network (Goodfellow et al., 2014) with least-squares losses (Mao et al., 2017). The generator maps normal latents of the data's own coordinates; the
 * critic is the inner product of a network's output with its input, which no element of a group changes where the network is equivariant. Both learn at once. Ω_f is
 * what the generator makes.
 */
export const gan = defineTrainer({
  id: 'gan',
  label: 'Generative adversarial network',
  summary: 'Trains a generator against a critic.',
  parameters: z.object({
    ...networkParameters,
    architecture: architectureParameter,
    clip: clipParameter(1),
    blur: realParameter('Noise that the critic sees data and samples through, in standard deviations', 0.05, {
      minimum: 0,
      maximum: 10,
    }),
  }),
  create: (settings) => ({
    law: null,
    generator: true,
    replicas: true,
    amount: (n) => trainingSteps(settings, n),
    symmetric: settings.symmetry !== 'none',
    train: (batch, work) =>
      trainGenerators(
        batch,
        {
          ...settings,
          beta1: 0.5,
          model(size, group) {
            const { network, closure } = networkOf(settings, size, group, 0);
            return { model: adversaries(network, settings.blur), closure };
          },
        },
        work,
      ),
  }),
});

function adversaries(network: Network, blur: number): GenerativeModel {
  const count = network.weights.length;
  const none = (x: Tensor3D): Tensor3D => tf.zeros([x.shape[0], x.shape[1], 0]);
  const generate = (weights: readonly Tensor[], latents: Tensor3D): Tensor3D =>
    tf.add(latents, network.apply(weights.slice(0, count), latents, none(latents)));
  const judge = (weights: readonly Tensor[], x: Tensor3D): Tensor2D =>
    tf.sum(tf.mul(network.apply(weights, x, none(x)), x), 2);
  const mean = (errors: Tensor): Tensor1D => tf.mean(errors, 1);
  return {
    weights: [...network.weights, ...network.weights],
    widest: network.widest ?? 1,
    loss(weights, { data, latents, noise }) {
      const critic = weights.slice(count);
      const seen = tf.mul(noise, blur);
      const samples: Tensor3D = tf.add(generate(weights, latents), seen);
      const real = judge(critic, tf.add(data, seen));
      const made = judge(critic, stopGradient(samples));
      const convinced = judge(critic.map(stopGradient), samples);
      // Real is 1 and made is −1 to the critic; the generator wants to be taken for 1. No gradient of one reaches the other's weights.
      return tf.add(
        tf.add(mean(tf.square(tf.sub(real, 1))), mean(tf.square(tf.add(made, 1)))),
        mean(tf.square(tf.sub(convinced, 1))),
      );
    },
    generate,
  };
}
