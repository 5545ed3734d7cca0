import { createHash } from 'node:crypto';
import type { Reals } from '#core/mathematics/points';
import { dataSetSpace } from '#core/spaces/data-set';
import type { Space } from '#core/spaces/define-space';
import { resolveSpace } from '#core/spaces/registry';
import { parseReference } from '#core/registry/reference';
import { ExpectedError } from '#core/errors';
import type { Work } from '#core/work';
import type { JobPorts } from './job-ports';

/** A task ready to draw from. */
export interface OpenTask {
  readonly reference: string;
  readonly id: string;
  readonly label: string;
  /** A space to draw one run's points from: a data set draws without replacement, so that each run has its own. */
  fresh(): Space;
  /** SHA-256 of a data set's values; undefined for a task of known law. */
  readonly fingerprint: string | undefined;
  /** How many points a data set has; undefined for a task of known law. */
  readonly available: number | undefined;
}

/** Opens the task of a sweep: one of the registry, or a data set (`data-set?path=…`, `sample:mnist`), which is read once. */
export async function openTask(text: string, ports: JobPorts, work: Work): Promise<OpenTask> {
  const source = dataSourceOf(text);
  if (source === undefined) {
    const task = resolveSpace(text);
    return {
      reference: task.reference,
      id: task.id,
      label: task.label,
      fresh: () => task.space,
      available: undefined,
      fingerprint: undefined,
    };
  }
  const { points, layout } = await ports.openData({ source, scale: 'none', seed: 1 }, work);
  return {
    reference: text,
    id: 'data-set',
    label: source,
    fresh: () => dataSetSpace(points, layout),
    available: points.count,
    fingerprint: fingerprintOf(points.values),
  };
}

function fingerprintOf(values: Reals): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');
}

/** The data source that a task names, or undefined for a task of known law. */
export function dataSourceOf(text: string): string | undefined {
  if (text.startsWith('sample:')) return text;
  const { id, parameters } = parseReference(text);
  if (id !== 'data-set') return undefined;
  const { path } = parameters;
  if (path === undefined || path === '')
    throw new ExpectedError('invalid-input', `The task '${text}' names no data; expected data-set?path=FILE.`);
  return path;
}
