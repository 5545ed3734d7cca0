import { resolveGroup, type ResolvedGroup } from '#core/groups/registry';
import { claimedSpace } from '#core/laws/claimed-space';
import type { PredictionRequest } from '#core/laws/predict';
import type { Space } from '#core/spaces/define-space';
import { resolveTrainer } from '#core/trainers/registry';

/** What the law of an algorithm's gap is about: see claimedSpace. A model without symmetry keeps to the space itself, whatever the group. */
export function claimOf(
  trainer: string,
  space: Space,
  group: ResolvedGroup,
): Pick<PredictionRequest, 'space' | 'group' | 'groupName'> | null {
  const algorithm = resolveTrainer(trainer).trainer;
  const { ambientDimension, layout } = space;
  const groupName = algorithm.symmetric === false ? resolveGroup('trivial', { ambientDimension, layout }) : group;
  const claimed = claimedSpace(algorithm, space, groupName.group);
  return claimed === null ? null : { ...claimed, groupName };
}
