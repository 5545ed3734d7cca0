import type { DataRequest } from '#contract/data';
import { z } from 'zod';

/** What the user has typed of the data; each kind of source keeps its own text. */
export const dataForm = z.object({
  kind: z.enum(['sample', 'file', 'task']),
  sample: z.string(),
  path: z.string(),
  task: z.string(),
  rows: z.number().nullable(),
  labelsColumn: z.string(),
  /** Whether models that are trained on the data are to predict their labels; what is measured are the points in any case. */
  predictLabels: z.boolean().default(false),
  scale: z.enum(['none', 'unit']),
  shape: z.string(),
  seed: z.number().nullable(),
});
export type DataForm = z.output<typeof dataForm>;

export function emptyDataForm(): DataForm {
  return {
    kind: 'sample',
    sample: '',
    path: '',
    task: 'torus',
    rows: null,
    labelsColumn: '',
    predictLabels: false,
    scale: 'unit',
    shape: '',
    seed: 1,
  };
}

/** The request for the engine; null while no source is chosen. */
export function requestOf(form: DataForm): DataRequest | null {
  const source = { sample: form.sample, file: form.path.trim(), task: form.task === '' ? '' : `task:${form.task}` }[
    form.kind
  ];
  if (source === '') return null;
  const [labels, shape] = [form.labelsColumn.trim(), form.shape.trim()];
  return {
    source,
    seed: form.seed ?? 1,
    // A task's points have the coordinates that the theory speaks of.
    scale: form.kind === 'task' ? 'none' : form.scale,
    ...(form.rows === null ? {} : { rows: form.rows }),
    ...(labels === '' || form.kind === 'task' ? {} : { labelsColumn: labels }),
    ...(shape === '' ? {} : { shape }),
  };
}
