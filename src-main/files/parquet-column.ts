import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { AsyncBuffer, Compressors, DecodedArray, FileMetaData } from 'hyparquet';
import { parquetReadColumn } from 'hyparquet/src/read.js';
import { decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors';
import { ExpectedError } from '#core/errors';
import { checkPages } from './parquet-pages';

const codecs: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

/** All values of a column of a row group. */
export async function readColumn(
  buffer: AsyncBuffer,
  metadata: FileMetaData,
  groupIndex: number,
  column: number,
  name: string,
): Promise<DecodedArray> {
  const group = metadata.row_groups[groupIndex];
  const columnChunk = group?.columns[column];
  const chunk = columnChunk?.meta_data;
  const element = metadata.schema[column + 1];
  if (group === undefined || columnChunk === undefined || chunk === undefined || element === undefined)
    throw new ExpectedError('malformed-file', `${name}: the row group ${groupIndex + 1} lacks a column.`);
  const where = `${name}: column '${element.name}' of row group ${groupIndex + 1}`;
  if (chunk.path_in_schema.length !== 1 || chunk.path_in_schema[0] !== element.name || chunk.type !== element.type)
    throw new ExpectedError('malformed-file', `${where} is not described as in the schema.`);
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const bytes = await buffer.slice(start, start + Number(chunk.total_compressed_size));
  const rows = Number(group.num_rows);
  checkPages(bytes, rows, where);
  const values = await parquetReadColumn({
    // Only the bytes whose pages were checked.
    file: { byteLength: buffer.byteLength, slice: (from, to) => bytes.slice(from - start, (to ?? NaN) - start) },
    metadata: { ...metadata, row_groups: [{ ...group, columns: [columnChunk] }] },
    columns: [element.name],
    compressors: codecs,
  });
  if (values.length !== rows)
    throw new ExpectedError('malformed-file', `${where} holds ${values.length} values; expected ${rows}.`);
  return values;
}

/** The number in a row of a group's column. */
export function numberAt(values: DecodedArray, row: number, column: string, groupStart: number): number {
  const value: unknown = values[row];
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  const what = value === null || value === undefined ? 'empty' : `'${String(value).slice(0, 40)}'`;
  throw new ExpectedError(
    'malformed-file',
    `${column} is ${what} in row ${groupStart + row + 1}; expected a number of at most 2^53 − 1.`,
  );
}
