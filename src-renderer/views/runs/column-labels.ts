import type { Term } from '../../definitions/definitions';

/** How a column is called, how wide it is at first, and where its meaning is explained. */
export interface ColumnLook {
  readonly label: string;
  readonly width: number;
  readonly term?: Term;
  readonly editable?: boolean;
}

const looks: Readonly<Record<string, ColumnLook>> = {
  run: { label: 'Run', width: 110 },
  sweepId: { label: 'Sweep’s id', width: 90 },
  sweep: { label: 'Sweep', width: 150 },
  created: { label: 'Created', width: 105 },
  task: { label: 'Task', width: 130 },
  curve: { label: 'Curve', width: 210 },
  group: { label: 'Group', width: 110, term: 'symmetry' },
  trainer: { label: 'Trainer', width: 110 },
  backend: { label: 'Backend', width: 85 },
  state: { label: 'State', width: 90 },
  verdict: { label: 'Hypotheses', width: 108, term: 'hypotheses' },
  error: { label: 'Error', width: 160 },
  hash: { label: 'Hash', width: 110 },
  tags: { label: 'Tags', width: 110, editable: true },
  note: { label: 'Note', width: 150, editable: true },
  sweepTags: { label: 'Sweep’s tags', width: 110, editable: true },
  sweepNote: { label: 'Sweep’s note', width: 150, editable: true },
  n: { label: 'n', width: 70 },
  replicate: { label: 'Replicate', width: 92 },
  gap: { label: 'Gap ± s.e.', width: 175, term: 'gap' },
  standardError: { label: 'Gap’s s.e.', width: 100, term: 'gap' },
  generalization: { label: 'Error ± s.e.', width: 175, term: 'generalization' },
  generalizationStandardError: { label: 'Error’s s.e.', width: 100, term: 'generalization' },
  seconds: { label: 'Time', width: 70, term: 'runSeconds' },
  memory: { label: 'Memory', width: 85, term: 'runMemory' },
  memorised: { label: 'Memorised', width: 100, term: 'hypotheses' },
  coverage: { label: 'Coverage', width: 92, term: 'hypotheses' },
  equivarianceError: { label: 'Equivariance error', width: 150, term: 'hypotheses' },
  flipd: { label: 'FLIPD ± s.e.', width: 130, term: 'scoreDimension' },
  flipdError: { label: 'FLIPD’s s.e.', width: 100, term: 'scoreDimension' },
  normalBundle: { label: 'Normal bundle ± s.e.', width: 165, term: 'scoreDimension' },
  normalBundleError: { label: 'Normal bundle’s s.e.', width: 155, term: 'scoreDimension' },
  seed: { label: 'Seed', width: 60 },
  testPoints: { label: 'Test points', width: 90, term: 'testPoints' },
  samples: { label: 'Samples', width: 80 },
};

const whichValue: Readonly<Record<string, string>> = { last: 'last', min: 'least', max: 'largest' };

/** The look of any column: `trainer.width` is ‘Trainer: width’, `metrics.loss.min` is ‘loss, least’. */
export function lookOf(column: string): ColumnLook {
  const known = looks[column];
  if (known !== undefined) return known;
  const metric = /^metrics\.(.+)\.(last|min|max)$/s.exec(column);
  if (metric !== null)
    return {
      label: `${metric[1] ?? ''}, ${whichValue[metric[2] ?? ''] ?? ''}`,
      width: 110,
      ...(metric[1] === 'loss' ? { term: 'loss' as const } : {}),
    };
  const setting = /^(task|group|trainer)\.(.+)$/s.exec(column);
  if (setting === null) return { label: column, width: 100 };
  const [, part = '', name = ''] = setting;
  return { label: `${part.charAt(0).toUpperCase()}${part.slice(1)}: ${spaced(name)}`, width: 120 };
}

/** The label of a column whose numbers stand without their errors. */
export function bareLabel(column: string): string {
  return lookOf(column).label.replace(' ± s.e.', '');
}

/** `learningRate` as words. */
function spaced(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
