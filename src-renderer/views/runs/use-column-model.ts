import type { RunSort } from '#contract/runs';
import {
  columnResizingFeature,
  columnSizingFeature,
  type ColumnSizingState,
  type Header,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/vue-table';
import { computed, type ComputedRef } from 'vue';
import type { ShownColumn } from './arrangement';
import { lookOf } from './column-labels';
import type { RunRow } from './use-run-rows';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, rowSortingFeature });

/** The head of a column: its sorting and its width. */
export type RunHeader = Header<typeof features, RunRow>;

export const narrowest = 44;
export const widest = 900;

/** The columns of the table and what their heads do. The rows are the engine's, which sorts them too. */
export function useColumnModel(
  shown: () => readonly ShownColumn[],
  sort: () => RunSort,
  changed: { columns(columns: ShownColumn[]): void; sort(sort: RunSort): void },
): ComputedRef<readonly RunHeader[]> {
  const sizing = computed<ColumnSizingState>(() => Object.fromEntries(shown().map(({ id, width }) => [id, width])));
  const sorting = computed<SortingState>(() =>
    sort().map(({ column, descending }) => ({ id: column, desc: descending })),
  );
  const noRows: RunRow[] = [];
  const table = useTable<typeof features, RunRow>({
    features,
    data: noRows,
    columns: computed(() =>
      shown().map(({ id }) => ({
        id,
        header: lookOf(id).label,
        accessorFn: (row: RunRow) => row.cells[id],
        ...{ minSize: narrowest, maxSize: widest, sortDescFirst: false },
      })),
    ),
    state: computed(() => ({ columnSizing: sizing.value, sorting: sorting.value })),
    manualSorting: true,
    columnResizeMode: 'onChange',
    onColumnSizingChange: (updater: Updater<ColumnSizingState>) => {
      const sizes = typeof updater === 'function' ? updater(sizing.value) : updater;
      changed.columns(shown().map(({ id, width }) => ({ id, width: withinBounds(sizes[id] ?? width) })));
    },
    onSortingChange: (updater: Updater<SortingState>) => {
      const asked = typeof updater === 'function' ? updater(sorting.value) : updater;
      changed.sort(asked.map(({ id, desc }) => ({ column: id, descending: desc })));
    },
  });
  return computed(() => {
    // The table takes the same properties over by itself, but does not say that its heads have changed.
    void [sizing.value, sorting.value];
    return table.getHeaderGroups()[0]?.headers ?? [];
  });
}

export function withinBounds(width: number): number {
  return Math.round(Math.max(narrowest, Math.min(widest, width)));
}
