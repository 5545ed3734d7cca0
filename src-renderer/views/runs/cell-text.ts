import type { RunState } from '#contract/sweep';
import { formatMoment } from '../../formatting/moment';
import { formatBytes, formatCount, formatDuration, formatReal, formatWithError } from '../../formatting/number';
import { stateNames } from '../../formatting/state-names';

export type CellValue = string | number | null;
type Cells = Readonly<Record<string, CellValue>>;

/** What stands in a cell of the table of runs; an en dash where there is nothing. */
export function cellText(column: string, cells: Cells, titleOf: (label: string) => string): string {
  const value = cells[column] ?? null;
  if (value === null) return editedColumns.has(column) ? '' : '–';
  if (typeof value === 'string') return textOf(column, value, titleOf);
  const error = errorColumns[column];
  if (error !== undefined) {
    const width = cells[error];
    return typeof width === 'number' ? formatWithError(value, width) : formatReal(value);
  }
  return numberText(column, value);
}

/** A number of a column, with its unit. */
export function numberText(column: string, value: number): string {
  if (column === 'seconds') return formatDuration(value);
  if (column === 'memory') return formatBytes(value);
  if (column === 'memorised' || column === 'coverage') return `${formatReal(100 * value, 3)} %`;
  if (countColumns.has(column)) return formatCount(value);
  return formatReal(value);
}

/** Columns that are shown with the value of another as their standard error. */
export const errorColumns: Readonly<Record<string, string>> = {
  gap: 'standardError',
  generalization: 'generalizationStandardError',
  flipd: 'flipdError',
  normalBundle: 'normalBundleError',
};

const countColumns = new Set(['n', 'replicate', 'testPoints', 'samples', 'seed']);
const editedColumns = new Set(['tags', 'note', 'sweepTags', 'sweepNote']);
const verdicts: Readonly<Record<string, string>> = { hold: 'hold', fail: 'fail', 'not-applicable': 'do not apply' };

function textOf(column: string, value: string, titleOf: (label: string) => string): string {
  if (column === 'state') return isState(value) ? stateNames[value] : value;
  if (column === 'verdict') return verdicts[value] ?? value;
  if (column === 'created') return formatMoment(value);
  return column === 'curve' || column === 'group' || column === 'trainer' ? titleOf(value) : value;
}

function isState(value: string): value is RunState {
  return Object.hasOwn(stateNames, value);
}
