import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { realParameter } from '../registry/parameters';
import { defineTrainer } from './define-trainer';
import { trainGenerators, type GenerativeModel } from './generators/train-generators';
import { architectureParameter, networkOf, networkParameters, trainingSteps } from './network-parameters';
import { clipParameter } from './optimisation-parameters';
import { zeroWeight, type Network } from '../networks/define-network';

/**
 * A variational autoencoder (Kingma & Welling, 2014) whose latents have as many coordinates as the data, so that a group acts on them as on the data, and whose encoder has
 * one variance for all points. Encoder and decoder are equivariant where that is asked for. Ω_f is the set of decoded normal latents.
 */
export const vae = defineTrainer({
  id: 'vae',
  label: 'Variational autoencoder',
  summary: 'Trains an encoder and a decoder, and decodes normal latents.',
  parameters: z.object({
    ...networkParameters,
    architecture: architectureParameter,
    clip: clipParameter(1),
    noise: realParameter('Standard deviation of the decoder, in standard deviations of the data', 0.05, {
      minimum: 1e-6,
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
          beta1: 0.9,
          model(size, group) {
            const { network, closure } = networkOf(settings, size, group, 0);
            return { model: autoencoder(network, settings.noise), closure };
          },
        },
        work,
      ),
  }),
});

/** The same architecture encodes and decodes; each passes on its input and adds what it has learned. */
function autoencoder(network: Network, noise: number): GenerativeModel {
  const count = network.weights.length;
  const d = network.inputs;
  const none = (x: Tensor3D): Tensor3D => tf.zeros([x.shape[0], x.shape[1], 0]);
  return {
    weights: [...network.weights, ...network.weights, zeroWeight([1, 1])],
    widest: network.widest ?? 1,
    loss(weights, { data, noise: fresh }): Tensor1D {
      const logDeviation = tf.sub(weights[2 * count] as Tensor3D, 1);
      const mean: Tensor3D = tf.add(data, network.apply(weights.slice(0, count), data, none(data)));
      const latents: Tensor3D = tf.add(mean, tf.mul(tf.exp(logDeviation), fresh));
      const decoded = tf.add(latents, network.apply(weights.slice(count, 2 * count), latents, none(latents)));
      const error = tf.mean(tf.sum(tf.squaredDifference(decoded, data), 2), 1);
      // KL(N(m, s²) ‖ N(0, 1)), a coordinate: (m² + s² − 1)/2 − log s.
      const squares = tf.mean(tf.sum(tf.square(mean), 2), 1);
      const rest = tf.sub(tf.exp(tf.mul(logDeviation, 2)), tf.mul(logDeviation, 2));
      const divergence = tf.mul(tf.add(squares, tf.mul(tf.sub(tf.reshape(rest, [-1]), 1), d)), 0.5);
      return tf.add(tf.div(error, 2 * noise * noise), divergence);
    },
    generate: (weights, latents) =>
      tf.add(latents, network.apply(weights.slice(count, 2 * count), latents, none(latents))),
  };
}
