import type { open } from 'node:fs/promises';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, type SchemaElement } from 'hyparquet';
import { ExpectedError } from '#core/errors';

const longestMetadata = 2 ** 24;
const mostGroupRows = 2 ** 24;

type Handle = Awaited<ReturnType<typeof open>>;

/** Bytes of the file, never beyond its end, whatever its metadata say. */
export function bufferOf(handle: Handle, byteLength: number, name: string): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      if (!(start >= 0 && start <= end && end <= byteLength))
        throw new ExpectedError(
          'malformed-file',
          `${name}: refers to bytes ${start} to ${end}, but it has ${byteLength}.`,
        );
      const bytes = new Uint8Array(end - start);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      if (bytesRead < bytes.length) throw new ExpectedError('malformed-file', `${name}: ends too soon.`);
      return bytes.buffer;
    },
  };
}

/** What the file says of itself, after the length of that. */
export async function readMetadata(buffer: AsyncBuffer, name: string): Promise<FileMetaData> {
  const [start, end] =
    buffer.byteLength < 12
      ? [Buffer.alloc(4), Buffer.alloc(8)]
      : await Promise.all([buffer.slice(0, 4), buffer.slice(buffer.byteLength - 8)]).then((parts) =>
          parts.map((part) => Buffer.from(part)),
        );
  if (start?.toString('latin1') !== 'PAR1' || end?.toString('latin1', 4) !== 'PAR1')
    throw new ExpectedError(
      'malformed-file',
      `${name}: is not a Parquet file; expected it to start and end with PAR1.`,
    );
  const length = end.readUInt32LE(0);
  if (length > longestMetadata || length > buffer.byteLength - 12)
    throw new ExpectedError(
      'malformed-file',
      `${name}: promises ${length} bytes of metadata; expected at most ${Math.min(longestMetadata, buffer.byteLength - 12)}.`,
    );
  return parquetMetadataAsync(buffer, { geoparquet: false, initialFetchSize: length + 8 });
}

/** The columns, all flat. */
export function columnsOf({ schema }: FileMetaData, name: string): readonly SchemaElement[] {
  const [root, ...columns] = schema;
  const nested = columns.find((element) => element.type === undefined || element.repetition_type === 'REPEATED');
  if (nested !== undefined)
    throw new ExpectedError(
      'malformed-file',
      `${name}: the column '${nested.name}' holds lists or records; expected one number in each cell.`,
    );
  if (columns.length === 0 || root?.num_children !== columns.length)
    throw new ExpectedError('malformed-file', `${name}: its schema is not a list of columns.`);
  if (new Set(columns.map((element) => element.name)).size < columns.length)
    throw new ExpectedError('malformed-file', `${name}: two of its columns have one name.`);
  return columns;
}

const numericTypes = ['BOOLEAN', 'INT32', 'INT64', 'FLOAT', 'DOUBLE'];
const otherMeanings = /^(DATE|TIME|TIMESTAMP|INTERVAL|JSON|BSON)/;

/** Throws where a column of coordinates does not hold numbers. */
export function expectNumeric(element: SchemaElement | undefined, name: string): void {
  if (element === undefined) return;
  const { type = '', converted_type: converted = '', logical_type: logical } = element;
  const meaning = logical?.type ?? converted;
  if (logical?.type === 'FLOAT16' || converted === 'DECIMAL') return;
  if (numericTypes.includes(type) && !otherMeanings.test(meaning)) return;
  throw new ExpectedError(
    'malformed-file',
    `${name}: the column '${element.name}' holds ${meaning || type}; expected numbers, or choose it as the column of labels.`,
  );
}

/** The rows of a row group, bounded. */
export function groupRows(rows: bigint, name: string): number {
  const count = Number(rows);
  if (!(count >= 0 && count <= mostGroupRows))
    throw new ExpectedError(
      'too-large',
      `${name}: has a group of ${rows} rows; at most ${mostGroupRows} are possible.`,
    );
  return count;
}
