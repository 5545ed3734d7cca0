import type { CheckedRequestOf } from '#contract/commands';
import { ExpectedError } from '#core/errors';
import { resolveGroup } from '#core/groups/registry';
import { predict, type Prediction } from '#core/laws/predict';
import { resolveSpace } from '#core/spaces/registry';
import type { Work } from '#core/work';
import { dataSourceOf } from './open-task';

/** What the theory says of a task under a group. */
export async function predictTask(request: CheckedRequestOf<'predict'>, work: Work): Promise<Prediction> {
  if (dataSourceOf(request.task) !== undefined)
    throw new ExpectedError(
      'does-not-fit',
      `The data set '${request.task}' has no known law to predict from; measure it instead.`,
    );
  const task = resolveSpace(request.task);
  const { ambientDimension, layout } = task.space;
  const groupName = resolveGroup(request.group, { ambientDimension, layout });
  return predict({ space: task.space, group: groupName.group, task, groupName }, request.sizes, work);
}
