/** Columns whose sums over every choice among them are tabulated. */
const columns = 8;
const choices = 1 << columns;
/** Tables that are looked up side by side, so that a sum is read and written once for all of them. */
const tablesAtOnce = 4;
/** Rows between two breaths: about 10 ms for a thousand subsets of 2,000 points. */
const rowsAtOnce = 32;

/**
 * The sum of the distances within each of many subsets, each pair counted once. As many subsets choose among the same eight distances of a row, the sums of all 256 choices
 * are made once and looked up (Arlazarov, Dinic, Kronrod & Faradzhev, 1970): an eighth of the additions, in float64 all of them.
 *
 * @param distances - count × count, symmetric
 * @param subsets - indices of points, ascending
 * @param breathe - awaited with the number of rows done
 */
export async function sumsWithin(
  distances: Float32Array,
  count: number,
  subsets: readonly Int32Array[],
  breathe: (rows: number) => Promise<void>,
): Promise<Float64Array> {
  const { codes, holders } = transposed(subsets, count);
  const tables = new Float64Array(tablesAtOnce * choices);
  const sums = new Float64Array(subsets.length);
  for (let i = 0; i < count; i++) {
    if (i % rowsAtOnce === 0) await breathe(i);
    const row = distances.subarray(i * count, i * count + i);
    for (let from = 0; from < i; from += tablesAtOnce * columns) {
      for (let table = 0; table < tablesAtOnce; table++)
        tabulate(row, from + table * columns, tables.subarray(table * choices, (table + 1) * choices));
      const first = (from / columns) * subsets.length;
      addLookedUp(tables, codes.subarray(first, first + tablesAtOnce * subsets.length), holders[i] ?? [], sums);
    }
  }
  return sums;
}

/** For each eight columns and each subset which of the columns it holds, by bits; and for each row the subsets that hold it. */
function transposed(
  subsets: readonly Int32Array[],
  count: number,
): { readonly codes: Uint8Array; readonly holders: readonly ArrayLike<number>[] } {
  const groups = Math.ceil(count / (tablesAtOnce * columns)) * tablesAtOnce;
  const codes = new Uint8Array(groups * subsets.length);
  const holders = Array.from({ length: count }, (): number[] => []);
  subsets.forEach((subset, s) => {
    for (const i of subset) {
      const at = Math.floor(i / columns) * subsets.length + s;
      codes[at] = (codes[at] as number) | (1 << (i % columns));
      holders[i]?.push(s);
    }
  });
  return { codes, holders: holders.map((list) => Int32Array.from(list)) };
}

/** The sums of all choices among eight columns from one on; those past the end of the row count for nothing. */
function tabulate(row: Float32Array, from: number, table: Float64Array): void {
  table[0] = 0;
  for (let bit = 0; bit < columns; bit++) {
    const value = row[from + bit] ?? 0;
    const half = 1 << bit;
    for (let choice = 0; choice < half; choice++) table[half + choice] = (table[choice] as number) + value;
  }
}

function addLookedUp(tables: Float64Array, codes: Uint8Array, holders: ArrayLike<number>, sums: Float64Array): void {
  const subsets = sums.length;
  for (let at = 0; at < holders.length; at++) {
    const s = holders[at] as number;
    sums[s] =
      (sums[s] as number) +
      (tables[codes[s] as number] as number) +
      (tables[choices + (codes[subsets + s] as number)] as number) +
      (tables[2 * choices + (codes[2 * subsets + s] as number)] as number) +
      (tables[3 * choices + (codes[3 * subsets + s] as number)] as number);
  }
}
