import { ExpectedError } from '../errors';
import type { Layout, PairLayout } from '../spaces/layout';

/**
 * Where the inputs of a task's pairs end.
 * @param trainer - for the message
 * @param needs - what the trainer's tasks must be
 * @throws ExpectedError('does-not-fit') where the task has no inputs and outputs, or no classes
 */
export function pairsOf(trainer: string, needs: 'pairs' | 'classes', layout: Layout | undefined): PairLayout {
  if (layout?.kind !== 'pair')
    throw new ExpectedError(
      'does-not-fit',
      `'${trainer}' predicts outputs from inputs, which the points of this task are not made of; expected a task of pairs, such as regression or ambiguous, or data with outputs=labels.`,
    );
  if (needs === 'classes' && !layout.classes)
    throw new ExpectedError(
      'does-not-fit',
      `'${trainer}' predicts classes, and the outputs of this task are none; expected one such as regression?target=sectors, or data with outputs=labels.`,
    );
  return layout;
}
