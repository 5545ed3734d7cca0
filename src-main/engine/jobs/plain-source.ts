import type { DataRequest } from '#contract/data';
import { ExpectedError } from '#core/errors';
import { dataTaskOf } from './data-task';

/**
 * The request for the source itself where a task only wraps it: `task:data-set?path=x.npy` is x.npy.
 * @throws ExpectedError('does-not-fit') where the task is pairs, which only training can predict
 */
export function plainSource(request: DataRequest): DataRequest {
  const { data, labels } = sourceOf(request);
  if (labels)
    throw new ExpectedError(
      'does-not-fit',
      `'${request.source}' asks for labels to be predicted, and only points are measured; expected it without outputs=labels.`,
    );
  return data;
}

/** The request for the source itself, and whether its task is to predict the labels. */
export function sourceOf(request: DataRequest): { readonly data: DataRequest; readonly labels: boolean } {
  const { source } = request;
  const task = source.startsWith('task:') ? dataTaskOf(source.slice('task:'.length)) : undefined;
  if (task === undefined) return { data: request, labels: false };
  return {
    data: { ...request, source: task.path, labelsColumn: request.labelsColumn ?? task.labelsColumn },
    labels: task.outputs === 'labels',
  };
}
