import type { z } from 'zod';
import { ExpectedError } from '#core/errors';
import { formatReference, parseReference, resolveReference } from '#core/registry/reference';
import { createRegistry } from '#core/registry/registry';
import { dataSet } from '#core/spaces/data-set';

/** A task that is a data set: its `path` is that of a file or folder, or `sample:NAME`. */
export type DataTask = z.output<typeof dataSet.parameters>;

const dataSets = createRegistry('task', [dataSet]);

/**
 * The data set that a task names, as in `data-set?path=…` or `sample:mnist?outputs=labels`; undefined for a task of known law.
 * @throws ExpectedError('invalid-input') for a parameter that data sets do not have
 */
export function dataTaskOf(text: string): DataTask | undefined {
  const { id, parameters } = parseReference(text);
  const isSample = id.startsWith('sample:');
  if (!isSample && id !== dataSet.id) return undefined;
  if (isSample === Boolean(parameters['path']))
    throw new ExpectedError(
      'invalid-input',
      isSample
        ? `The task '${text}' names two data sets; expected ${id} without a path.`
        : `The task '${text}' names no data; expected data-set?path=FILE.`,
    );
  const path = isSample ? id : (parameters['path'] ?? '');
  return resolveReference(dataSets, formatReference({ id: dataSet.id, parameters: { ...parameters, path } }))
    .parameters;
}
