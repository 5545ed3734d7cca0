import type { CheckedRequestOf } from '#contract/commands';
import { resolveGroup } from '#core/groups/registry';
import { predict, type Prediction } from '#core/laws/predict';
import { resolveSpace } from '#core/spaces/registry';
import type { Work } from '#core/work';

/** What the theory says of a task under a group. */
export function predictTask(request: CheckedRequestOf<'predict'>, work: Work): Promise<Prediction> {
  const task = resolveSpace(request.task);
  const { ambientDimension, layout } = task.space;
  const groupName = resolveGroup(request.group, { ambientDimension, layout });
  return predict({ space: task.space, group: groupName.group, task, groupName }, request.sizes, work);
}
