import { createHash } from 'node:crypto';
import type { Points } from '#core/mathematics/points';
import { dataSetSpace } from '#core/spaces/data-set';
import type { Space } from '#core/spaces/define-space';
import type { Layout } from '#core/spaces/layout';
import { labelledPairs } from '#core/spaces/labelled-pairs';
import { resolveSpace } from '#core/spaces/registry';
import { canonicalJson } from '#core/sweep/hash';
import { ExpectedError } from '#core/errors';
import type { Work } from '#core/work';
import { dataTaskOf } from './data-task';
import type { JobPorts } from './job-ports';

/** A task ready to draw from. */
export interface OpenTask {
  readonly reference: string;
  readonly id: string;
  readonly label: string;
  /** A space to draw one run's points from: a data set draws without replacement, so that each run has its own. */
  fresh(): Space;
  /** A data set's name by its content, so that a changed file is another task; undefined for a task of known law. */
  readonly canonical: string | undefined;
  /** How many points a data set has; undefined for a task of known law. */
  readonly available: number | undefined;
}

/**
 * Opens the task of a sweep: one of the registry, or a data set (`data-set?path=…`, `sample:mnist`), which is read once: its points, or pairs of
 * a point and the class that its label names.
 * @throws ExpectedError('does-not-fit') where labels are to be predicted that the data do not have
 */
export async function openTask(text: string, ports: JobPorts, work: Work): Promise<OpenTask> {
  const data = dataTaskOf(text);
  if (data === undefined) {
    const task = resolveSpace(text);
    return {
      reference: task.reference,
      id: task.id,
      label: task.label,
      fresh: () => task.space,
      available: undefined,
      canonical: undefined,
    };
  }
  const { path: source, labelsColumn, outputs } = data;
  const found = await ports.openData({ source, labelsColumn, scale: 'none', seed: 1 }, work);
  const { points, layout } =
    outputs === 'labels' ? labelledPairs(source, found.points, found.labels, found.layout) : found;
  return {
    reference: text,
    id: 'data-set',
    label: source,
    fresh: () => dataSetSpace(points, layout),
    available: points.count,
    canonical: `data-set:${fingerprintOf(points, layout)}`,
  };
}

/** The data set that this process has read last: a sweep's batches need not read it again. */
let kept: { readonly text: string; readonly task: OpenTask } | undefined;

/**
 * The task as it was when its sweep was planned.
 * @param canonical - the name that it had then
 * @throws ExpectedError('does-not-fit') where a data set has changed since
 */
export async function openTaskNamed(canonical: string, text: string, ports: JobPorts, work: Work): Promise<OpenTask> {
  if (kept?.text === text && kept.task.canonical === canonical) return kept.task;
  kept = undefined;
  const task = await openTask(text, ports, work);
  if (task.canonical === undefined) return task;
  if (task.canonical !== canonical) throw changed(text);
  kept = { text, task };
  return task;
}

/** What a sweep is told whose data are no longer those that it began with. */
export function changed(text: string): ExpectedError {
  return new ExpectedError(
    'does-not-fit',
    `The data of '${text}' have changed since the sweep was started; expected the same. Start a new sweep for the new ones.`,
  );
}

/** SHA-256 of a data set: its shape and its values, bit for bit. */
function fingerprintOf({ count, dimension, values }: Points, layout: Layout): string {
  return createHash('sha256')
    .update(canonicalJson({ count, dimension, precision: values.BYTES_PER_ELEMENT, layout: { ...layout } }))
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');
}
