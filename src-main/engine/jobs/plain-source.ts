import type { DataRequest } from '#contract/data';
import { ExpectedError } from '#core/errors';
import { dataTaskOf } from './data-task';

/**
 * The request for the source itself where a task only wraps it: `task:data-set?path=x.npy` is x.npy.
 * @throws ExpectedError('does-not-fit') where the task is pairs, which only training can predict
 */
export function plainSource(request: DataRequest): DataRequest {
  const { source } = request;
  const data = source.startsWith('task:') ? dataTaskOf(source.slice('task:'.length)) : undefined;
  if (data === undefined) return request;
  if (data.outputs === 'labels')
    throw new ExpectedError(
      'does-not-fit',
      `'${source}' asks for labels to be predicted, and only points are measured; expected it without outputs=labels.`,
    );
  return { ...request, source: data.path, labelsColumn: request.labelsColumn ?? data.labelsColumn };
}
