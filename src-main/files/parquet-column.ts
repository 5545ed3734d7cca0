import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { AsyncBuffer, ColumnMetaData, Compressors, DecodedArray, FileMetaData, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors';
import { ExpectedError } from '#core/errors';
import { checkPages } from './parquet-pages';
import { readRuns } from './parquet-runs';
import { readValues } from './parquet-values';

const codecs: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

/** Some of the values of a column of a row group. */
export interface ColumnPage {
  /** The row of the first one within the group, and how many there are. */
  readonly start: number;
  readonly count: number;
  /** Decodes them; null where a cell is empty. */
  values(): DecodedArray;
}

/** A column of a row group, page by page; a page that is not asked for its values is not decoded. */
export async function* columnPages(
  buffer: AsyncBuffer,
  metadata: FileMetaData,
  groupIndex: number,
  column: number,
  name: string,
): AsyncGenerator<ColumnPage> {
  const group = metadata.row_groups[groupIndex];
  const chunk = group?.columns[column]?.meta_data;
  const element = metadata.schema[column + 1];
  if (group === undefined || chunk === undefined || element === undefined)
    throw new ExpectedError('malformed-file', `${name}: the row group ${groupIndex + 1} lacks a column.`);
  const where = `${name}: column '${element.name}' of row group ${groupIndex + 1}`;
  if (chunk.path_in_schema.length !== 1 || chunk.path_in_schema[0] !== element.name || chunk.type !== element.type)
    throw new ExpectedError('malformed-file', `${where} is not described as in the schema.`);
  const start = firstByte(chunk);
  const bytes = await buffer.slice(start, start + Number(chunk.total_compressed_size));
  const rows = Number(group.num_rows);
  checkPages(bytes, rows, where);

  const reader = { view: new DataView(bytes), offset: 0 };
  let dictionary: DecodedArray | undefined;
  for (let row = 0; row < rows;) {
    const header = parquetHeader(reader);
    const page = new Uint8Array(bytes, reader.offset, header.compressed_page_size);
    reader.offset += header.compressed_page_size;
    if (header.type === 'DICTIONARY_PAGE') {
      const count = header.dictionary_page_header?.num_values ?? 0;
      const content = decompressPage(page, header.uncompressed_page_size, chunk.codec, codecs);
      dictionary = meaningOf(readValues(readerOf(content), 'PLAIN', element, undefined, count), element);
      continue;
    }
    const decode = decodePage(page, header, chunk, element, dictionary);
    if (decode === undefined) continue;
    yield { start: row, ...decode };
    row += decode.count;
  }
}

function firstByte({ dictionary_page_offset: dictionary, data_page_offset: data }: ColumnMetaData): number {
  return Number(dictionary === undefined || dictionary === 0n || data < dictionary ? data : dictionary);
}

const readerOf = (bytes: Uint8Array) => ({
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  offset: 0,
});

/** Undefined for a page without values, such as an index. */
function decodePage(
  page: Uint8Array,
  header: ReturnType<typeof parquetHeader>,
  { codec }: ColumnMetaData,
  element: SchemaElement,
  dictionary: DecodedArray | undefined,
): Omit<ColumnPage, 'start'> | undefined {
  const { uncompressed_page_size: size, data_page_header: first, data_page_header_v2: second } = header;
  const optional = element.repetition_type === 'OPTIONAL';
  if (header.type === 'DATA_PAGE' && first !== undefined) {
    const { num_values: count, encoding } = first;
    const values = (): DecodedArray => {
      const reader = readerOf(decompressPage(page, size, codec, codecs));
      let levels: Uint32Array | undefined;
      if (optional) {
        const end = reader.view.getUint32(0, true) + 4;
        reader.offset = 4;
        levels = readRuns(reader, 1, count);
        reader.offset = end;
      }
      const stored = countPresent(levels, count);
      return spread(meaningOf(readValues(reader, encoding, element, dictionary, stored), element, encoding), levels);
    };
    return { count, values };
  }
  if (header.type === 'DATA_PAGE_V2' && second !== undefined) {
    const { num_values: count, encoding } = second;
    const values = (): DecodedArray => {
      // The levels come first, never compressed.
      const length = second.repetition_levels_byte_length + second.definition_levels_byte_length;
      // Damaged headers can lack a length, whatever the library's types say.
      if (!(second.repetition_levels_byte_length >= 0 && second.definition_levels_byte_length >= 0 && length <= size))
        throw new Error(`levels of ${length} bytes`);
      const levels = optional
        ? readRuns({ ...readerOf(page), offset: second.repetition_levels_byte_length }, 1, count)
        : undefined;
      const content = page.subarray(length);
      const decompressed =
        second.is_compressed === false ? content : decompressPage(content, size - length, codec, codecs);
      const stored = countPresent(levels, count);
      const read = readValues(readerOf(decompressed), encoding, element, dictionary, stored);
      return spread(meaningOf(read, element, encoding), levels);
    };
    return { count, values };
  }
  return undefined;
}

function countPresent(levels: Uint32Array | undefined, count: number): number {
  if (levels === undefined) return count;
  let present = 0;
  for (let i = 0; i < count; i++) present += levels[i] ?? 0;
  return present;
}

/** Puts null where the level says that a cell is empty. */
function spread(values: DecodedArray, levels: Uint32Array | undefined): DecodedArray {
  if (levels === undefined || values.length === levels.length) return values;
  let next = 0;
  return Array.from(levels, (level): unknown => (level === 0 ? null : values[next++]));
}

const longestDecimal = 64;

/** Text, unsigned and decimal numbers from what is stored; a dictionary's entries have their meaning already. */
function meaningOf(values: DecodedArray, element: SchemaElement, encoding = ''): DecodedArray {
  if (encoding.endsWith('_DICTIONARY')) return values;
  if (element.converted_type === 'DECIMAL')
    for (const value of values)
      // The library's conversion takes time with the square of the length.
      if (value instanceof Uint8Array && value.length > longestDecimal)
        throw new Error(`a decimal number of ${value.length} bytes`);
  return convert(values, {
    element,
    parsers: DEFAULT_PARSERS,
    schemaPath: [],
    pathInSchema: [element.name],
    type: element.type ?? 'BYTE_ARRAY',
    codec: 'UNCOMPRESSED',
  });
}

/** The number in a row of a page. */
export function numberAt(values: DecodedArray, index: number, column: string, row: number): number {
  const value: unknown = values[index];
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  const what = value === null || value === undefined ? 'empty' : `'${String(value).slice(0, 40)}'`;
  throw new ExpectedError(
    'malformed-file',
    `${column} is ${what} in row ${row + 1}; expected a number of at most 2^53 − 1.`,
  );
}
