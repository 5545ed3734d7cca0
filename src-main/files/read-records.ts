import type { Work } from '#core/work';
import type { ByteSource } from './byte-source';

export interface Records {
  /** Records in the source, from its present position on. */
  readonly available: number;
  readonly bytes: number;
  /** The records to take, in the order of their slots; undefined for all. */
  readonly rows: Int32Array | undefined;
}

/**
 * Reads records of equal length from front to back; those not chosen are skipped.
 * @param use - is given each chosen record and its slot: its place in `rows`
 */
export async function readRecords(
  source: ByteSource,
  { available, bytes, rows }: Records,
  work: Work,
  use: (record: Buffer, slot: number) => void,
): Promise<void> {
  const count = rows?.length ?? available;
  const slots = rows === undefined ? undefined : slotsByRow(rows);
  const stride = Math.max(1, Math.floor(4e6 / bytes));
  let next = 0;
  for (let i = 0; i < count; i++) {
    const slot = slots?.[i] ?? i;
    const row = rows?.[slot] ?? i;
    if (row > next) await source.skip((row - next) * bytes);
    use(await source.read(bytes), slot);
    next = row + 1;
    if (i % stride === 0) await work.checkpoint({ step: `Reading ${source.name}`, current: i, total: count });
  }
  if (next < available) await source.skip((available - next) * bytes);
  await source.expectEnd();
}

/** The slots in the order of their rows. */
export function slotsByRow(rows: Int32Array): Int32Array {
  return Int32Array.from(rows.keys()).sort((a, b) => (rows[a] ?? 0) - (rows[b] ?? 0));
}
