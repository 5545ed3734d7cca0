import { adam } from '../networks/optimisers/adam';
import type { Optimiser } from '../networks/optimisers/define-optimiser';
import { schedules, type Schedule } from '../networks/optimisers/learning-rate';
import { sgd } from '../networks/optimisers/sgd';
import type { TrainingRequest } from '../networks/training-request';
import { choiceParameter, realParameter } from '../registry/parameters';

/** The limit of a gradient's norm, for a trainer whose gradients may or may not need one. */
export function clipParameter(fallback: number) {
  return realParameter('Largest norm of a network’s gradient; 0 for no limit', fallback, { minimum: 0, maximum: 1e9 });
}

/** How weights are moved, for the schema of every trainer of networks. */
export const optimisationParameters = {
  optimiser: choiceParameter(
    'What moves the weights: Adam, Adam with weight decay, or stochastic gradient descent with momentum 0.9',
    ['adam', 'adamw', 'sgd'],
    'adam',
  ),
  rate: realParameter('Learning rate at its peak', 0.002, { minimum: 1e-9, maximum: 10 }),
  rateSchedule: choiceParameter('How the learning rate goes on after a short rise', schedules, 'cosine'),
  decay: realParameter('Share of the weights, times the learning rate, that adamw takes away a step', 0.01, {
    minimum: 0,
    maximum: 1,
  }),
  clip: clipParameter(0),
  averaging: realParameter('Decay a step of the moving average of the weights, which is what is kept; 0 for none', 0, {
    minimum: 0,
    maximum: 0.999999,
  }),
};

export interface OptimisationSettings {
  readonly optimiser: 'adam' | 'adamw' | 'sgd';
  readonly rate: number;
  readonly rateSchedule: Schedule;
  readonly decay: number;
  readonly clip: number;
  readonly averaging: number;
}

/**
 * The part of a training's request that says how weights are moved.
 * @param beta1 - decay of Adam's first moment
 */
export function optimisationOf(
  { optimiser, rate, rateSchedule, decay, clip, averaging }: OptimisationSettings,
  beta1?: number,
): Pick<TrainingRequest, 'optimiser' | 'rate' | 'schedule' | 'clip' | 'averaging'> {
  return { optimiser: optimiserOf(optimiser, decay, beta1), rate, schedule: rateSchedule, clip, averaging };
}

function optimiserOf(kind: OptimisationSettings['optimiser'], decay: number, beta1 = 0.9): Optimiser {
  if (kind === 'sgd') return sgd();
  return adam({ beta1, weightDecay: kind === 'adamw' ? decay : 0 });
}
