import type { Work } from '#core/work';
import type { ByteSource } from './byte-source';

export interface Records {
  /** Records in the source, from its present position on. */
  readonly available: number;
  readonly bytes: number;
  /** The records to take, in the order of their slots; undefined for all. */
  readonly rows: Int32Array | undefined;
}

/** Uses `count` records of `block`, from byte `from` on, for the slots from `slot` on: their places in `rows`. */
type UseRecords = (block: Buffer, from: number, slot: number, count: number) => void;

/** Bytes read by one call, where a record is not longer. */
const blockBytes = 1 << 18;
/** Bytes skipped between two checkpoints: skipping what is compressed takes time. */
const skipBytes = 1 << 26;

/** Reads records of equal length from front to back, many by each call; those not chosen are skipped where they are many. */
export async function readRecords(
  source: ByteSource,
  { available, bytes, rows }: Records,
  work: Work,
  use: UseRecords,
): Promise<void> {
  const perBlock = Math.max(1, Math.floor(blockBytes / bytes));
  const count = rows?.length ?? available;
  const slots = rows === undefined ? undefined : slotsByRow(rows);
  const rowAt = (i: number): number => (rows === undefined || slots === undefined ? i : (rows[slots[i] ?? 0] ?? 0));
  let next = 0;
  const skipTo = async (row: number, current: number): Promise<void> => {
    for (let rest = (row - next) * bytes; rest > 0; rest -= skipBytes) {
      await source.skip(Math.min(rest, skipBytes));
      await work.checkpoint({ step: `Reading ${source.name}`, current, total: count });
    }
    next = row;
  };
  for (let i = 0; i < count;) {
    const first = rowAt(i);
    let end = Math.min(i + perBlock, count);
    if (slots !== undefined) for (end = i + 1; end < count && rowAt(end) < first + perBlock;) end++;
    await skipTo(first, i);
    next = rowAt(end - 1) + 1;
    const block = await source.read((next - first) * bytes);
    if (slots === undefined) use(block, 0, i, end - i);
    else for (let j = i; j < end; j++) use(block, (rowAt(j) - first) * bytes, slots[j] ?? 0, 1);
    i = end;
    await work.checkpoint({ step: `Reading ${source.name}`, current: i, total: count });
  }
  await skipTo(available, count);
  await source.expectEnd();
}

/** The slots in the order of their rows. */
export function slotsByRow(rows: Int32Array): Int32Array {
  const { length } = rows;
  let largest = 0;
  for (const row of rows) largest = Math.max(largest, row);
  if ((largest + 1) * length > Number.MAX_SAFE_INTEGER)
    return Int32Array.from(rows.keys()).sort((a, b) => (rows[a] ?? 0) - (rows[b] ?? 0));
  // Row and slot in one number: sorting without a function to compare is many times faster.
  const keys = new Float64Array(length);
  for (let slot = 0; slot < length; slot++) keys[slot] = (rows[slot] ?? 0) * length + slot;
  keys.sort();
  const slots = new Int32Array(length);
  for (let i = 0; i < length; i++) slots[i] = (keys[i] ?? 0) % length;
  return slots;
}
