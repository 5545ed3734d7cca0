import type { RunFilter } from '#contract/runs';
import { numberText } from './cell-text';
import { lookOf } from './column-labels';

/** One condition of a filter, in words, and the filter without it. */
export interface FilterPart {
  /** 'tag' for tags. */
  readonly column: string;
  readonly text: string;
  readonly without: RunFilter;
}

/** The conditions of a filter but the searched text, for people to see and to take off. */
export function filterParts(filter: RunFilter): FilterPart[] {
  return [
    ...filter.ranges.map((range) => ({
      column: range.column,
      text: `${nameOf(range.column)} ${rangeText(range)}`,
      without: { ...filter, ranges: filter.ranges.filter((other) => other !== range) },
    })),
    ...filter.choices.map((choice) => ({
      column: choice.column,
      text: `${nameOf(choice.column)}: ${choice.values.map((value) => (value === null ? 'none' : String(value))).join(' or ')}`,
      without: { ...filter, choices: filter.choices.filter((other) => other !== choice) },
    })),
    ...filter.tags.map((tag) => ({
      column: 'tag',
      text: `Tag: ${tag}`,
      without: { ...filter, tags: filter.tags.filter((other) => other !== tag) },
    })),
  ];
}

/** The name without what only heads a column of the table. */
function nameOf(column: string): string {
  return lookOf(column).label.replace(' ± s.e.', '');
}

function rangeText({ column, from, to }: RunFilter['ranges'][number]): string {
  if (from === undefined) return to === undefined ? 'any' : `≤ ${numberText(column, to)}`;
  if (to === undefined) return `≥ ${numberText(column, from)}`;
  return from === to ? `= ${numberText(column, from)}` : `${numberText(column, from)} to ${numberText(column, to)}`;
}

/** The filter with this range in place of the column's earlier one; without any where neither end is given. */
export function withRange(filter: RunFilter, column: string, from?: number, to?: number): RunFilter {
  const others = filter.ranges.filter((range) => range.column !== column);
  if (from === undefined && to === undefined) return { ...filter, ranges: others };
  const range = { column, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return { ...filter, ranges: [...others, range] };
}

/** The filter with this choice in place of the column's earlier one; without any where nothing is chosen. */
export function withChoice(
  filter: RunFilter,
  column: string,
  values: RunFilter['choices'][number]['values'],
): RunFilter {
  const others = filter.choices.filter((choice) => choice.column !== column);
  return { ...filter, choices: values.length === 0 ? others : [...others, { column, values }] };
}
