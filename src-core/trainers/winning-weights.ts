import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/** Ways in which hypotheses share a target. */
export const variants = ['annealed', 'relaxed', 'wta'] as const;
export type Variant = (typeof variants)[number];

export interface WinningSettings {
  readonly variant: Variant;
  /** Share of a target that hypotheses other than the winner learn from, `relaxed`. */
  readonly relaxation: number;
  /** Temperature at the beginning, in variances of the targets, `annealed`. */
  readonly temperature: number;
}

/** From this share of the training on the temperature is 0: only the winner learns. */
const frozenFrom = 0.8;
/** Share of the first temperature that is left when it is frozen. */
const coolest = 1e-4;

/** The temperature of `annealed` at a share of the training: it falls exponentially, then is 0. */
export function temperatureAt(progress: number, first: number): number {
  return progress >= frozenFrom ? 0 : first * coolest ** (progress / frozenFrom);
}

/** What a hypothesis that did not win learns by, `relaxed`. */
export function losersShare(relaxation: number, hypotheses: number): number {
  return hypotheses === 1 ? 0 : relaxation / (hypotheses - 1);
}

/**
 * How much each hypothesis learns from a target, from their squared distances to it; weights add up to 1.
 * - `wta`: all to the nearest (Guzman-Rivera, Batra & Kohli, 2012);
 * - `relaxed`: a share ε is spread over the others (Rupprecht et al., 2017, eq. 9), which keeps all of them alive and draws all of them to the mean;
 * - `annealed`: softmin(d²/T) at a temperature that falls to 0 (Perera et al., 2024), by which hypotheses begin at the mean and part as it cools.
 * @param squares - [R, B, K]
 * @returns [R, B, K], without a gradient when used under stopGradient
 */
export function winningWeights(squares: Tensor3D, progress: number, settings: WinningSettings): Tensor3D {
  const hypotheses = squares.shape[2];
  const temperature = settings.variant === 'annealed' ? temperatureAt(progress, settings.temperature) : 0;
  if (temperature > 0) return tf.softmax(tf.div(tf.neg(squares), temperature), 2);
  const winner = tf.oneHot(tf.argMin(squares, 2), hypotheses, 1, 0, 'float32') as Tensor3D;
  if (settings.variant !== 'relaxed' || hypotheses === 1) return winner;
  const share = losersShare(settings.relaxation, hypotheses);
  return tf.add(tf.mul(winner, 1 - settings.relaxation - share), share);
}
