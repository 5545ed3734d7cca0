import type { RunGroups } from '#contract/runs';

export interface GroupSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Places of the groups in order; those without a number last, equal ones as they came. */
export function groupOrder(groups: RunGroups, sort: GroupSort | null): number[] {
  const places = Array.from(groups.sweeps, (_, place) => place);
  if (sort === null) return places;
  const sign = sort.descending ? -1 : 1;
  const texts = { sweep: groups.sweepNames, curve: groups.curves }[sort.column];
  if (texts !== undefined)
    return places.sort((a, b) => sign * (texts[a] ?? '').localeCompare(texts[b] ?? '', 'en') || a - b);
  const values = numbersOf(groups, sort.column);
  return places.sort((a, b) => {
    const [x, y] = [values?.[a] ?? NaN, values?.[b] ?? NaN];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return sign * (x - y) || a - b;
  });
}

function numbersOf(groups: RunGroups, column: string): ArrayLike<number> | undefined {
  if (column === 'n') return groups.smallest;
  if (column === 'runs') return groups.runs;
  return column === 'dimension' ? groups.dimension : groups.means[column]?.mean;
}
