import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';

/** The column by which a table is sorted. */
export interface SortedBy<Name extends string> {
  readonly name: Name;
  readonly down: boolean;
}

type Value = string | number | null;

/** Rows in the order of a column; those without a value last, whichever the direction. Equal rows keep their order. */
export function sortedRows<Row>(rows: readonly Row[], valueOf: (row: Row) => Value, down: boolean): readonly Row[] {
  const order = (a: Value, b: Value): number => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const ascending = typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);
    return down ? -ascending : ascending;
  };
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort((a, b) => order(a.value, b.value))
    .map(({ row }) => row);
}

/** A table that its columns sort; in the order given until one is chosen. */
export function useSorting<Row, Name extends string>(
  rows: () => readonly Row[],
  columns: Readonly<Record<Name, (row: Row) => Value>>,
): { readonly by: ShallowRef<SortedBy<Name> | null>; readonly sorted: ComputedRef<readonly Row[]> } {
  const by: ShallowRef<SortedBy<Name> | null> = shallowRef(null);
  const sorted = computed(() => {
    const chosen = by.value;
    return chosen === null ? rows() : sortedRows(rows(), columns[chosen.name], chosen.down);
  });
  return { by, sorted };
}
