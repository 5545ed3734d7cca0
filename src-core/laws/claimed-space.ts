import { actionOn } from '../groups/action-on';
import type { Group } from '../groups/define-group';
import { trivialGroup } from '../groups/trivial';
import type { Space } from '../spaces/define-space';
import type { Trainer } from '../trainers/define-trainer';

/**
 * The space and the group that the law of a trained model is about: those of the task for what makes points of it; the outputs' for a predictor of one output; the law
 * of y given x, without symmetry since x is given, for one of several hypotheses. Null where the task does not know that law.
 */
export function claimedSpace(
  trainer: Pick<Trainer, 'predicts'>,
  space: Space,
  group: Group,
): { readonly space: Space; readonly group: Group } | null {
  const { layout } = space;
  if (trainer.predicts === undefined || layout.kind !== 'pair') return { space, group };
  if (trainer.predicts === 'hypotheses')
    return space.conditional === undefined
      ? null
      : { space: space.conditional, group: trivialGroup(space.conditional.ambientDimension) };
  return space.outputs === undefined
    ? null
    : { space: space.outputs, group: actionOn(group, layout.inputs, layout.inputs + layout.outputs) };
}
