import type { CheckedRequestOf } from '#contract/commands';
import { ExpectedError } from '#core/errors';
import { resolveGroup } from '#core/groups/registry';
import { predict, type Prediction } from '#core/laws/predict';
import { claimOf } from './claim-of';
import { resolveSpace } from '#core/spaces/registry';
import type { Work } from '#core/work';
import { dataTaskOf } from './data-task';

/** What the theory says of a task under a group. */
export async function predictTask(request: CheckedRequestOf<'predict'>, work: Work): Promise<Prediction> {
  if (dataTaskOf(request.task) !== undefined)
    throw new ExpectedError(
      'does-not-fit',
      `The data set '${request.task}' has no known law to predict from; measure it instead.`,
    );
  const task = resolveSpace(request.task);
  const { ambientDimension, layout } = task.space;
  const groupName = resolveGroup(request.group, { ambientDimension, layout });
  if (request.trainer === undefined)
    return predict({ space: task.space, group: groupName.group, task, groupName }, request.sizes, work);
  const claimed = claimOf(request.trainer, task.space, groupName);
  if (claimed === null)
    throw new ExpectedError(
      'unavailable',
      `The law of what '${request.trainer}' predicts is not known for the task '${request.task}'.`,
    );
  return predict({ ...claimed, task }, request.sizes, work);
}
