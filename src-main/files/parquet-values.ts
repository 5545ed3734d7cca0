import type { DataReader, DecodedArray, SchemaElement } from 'hyparquet';
import { deltaBinaryUnpack, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { readRuns, readVarint } from './parquet-runs';

const mostTextBytes = 2 ** 26;
const mostBlockValues = 2 ** 20;

/**
 * The values of a page, decompressed and behind its levels, as the encoding stores them. Throws where they are malformed, before memory is
 * taken that the bytes of the page do not justify.
 */
export function readValues(
  reader: DataReader,
  encoding: string,
  element: SchemaElement,
  dictionary: DecodedArray | undefined,
  count: number,
): DecodedArray {
  if (count === 0) return [];
  switch (encoding) {
    case 'PLAIN':
      expectWidth(reader, element, count);
      return readPlain(reader, typeOf(element), count, element.type_length);
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      if (dictionary === undefined) throw new Error('a dictionary is missing');
      return lookUp(readRuns(reader, reader.view.getUint8(reader.offset++), count), dictionary);
    case 'RLE':
      // Booleans, behind the length of their runs.
      reader.offset += 4;
      return Array.from(readRuns(reader, 1, count), (bit) => bit === 1);
    case 'BYTE_STREAM_SPLIT':
      expectWidth(reader, element, count);
      return byteStreamSplit(reader, count, typeOf(element), element.type_length);
    case 'DELTA_BINARY_PACKED':
      return element.type === 'INT32'
        ? readDeltas(reader, new Int32Array(count))
        : readDeltas(reader, new BigInt64Array(count));
    case 'DELTA_LENGTH_BYTE_ARRAY': {
      const texts: Uint8Array[] = [];
      expectBlocks(reader);
      deltaLengthByteArray(reader, count, texts);
      return texts;
    }
    case 'DELTA_BYTE_ARRAY':
      return readPrefixed(reader, count);
    default:
      throw new Error(`unknown encoding ${encoding}`);
  }
}

function typeOf({ type }: SchemaElement) {
  if (type === undefined) throw new Error('a column without a type');
  return type;
}

const widths: Readonly<Record<string, number | undefined>> = { INT32: 4, FLOAT: 4, INT64: 8, DOUBLE: 8, INT96: 12 };

/** Values of a fixed width must all be there. */
function expectWidth(
  { view, offset }: DataReader,
  { type, type_length: length = 0 }: SchemaElement,
  count: number,
): void {
  const width = type === 'FIXED_LEN_BYTE_ARRAY' ? length : (widths[type ?? ''] ?? 0);
  if (count * width > view.byteLength - offset) throw new Error(`${count} values need more bytes than the page has`);
}

function lookUp(indices: Uint32Array, dictionary: DecodedArray): DecodedArray {
  const values: unknown[] = new Array<unknown>(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] ?? 0;
    if (index >= dictionary.length) throw new Error(`entry ${index} of a dictionary of ${dictionary.length}`);
    values[i] = dictionary[index];
  }
  return values;
}

function readDeltas<Values extends Int32Array | BigInt64Array>(reader: DataReader, out: Values): Values {
  expectBlocks(reader);
  deltaBinaryUnpack(reader, out.length, out);
  return out;
}

/** Sizes of blocks as the format allows them: over others, the library's reader can go back and never end. */
function expectBlocks({ view, offset }: DataReader): void {
  const ahead = { view, offset };
  const [block, miniblocks] = [readVarint(ahead), readVarint(ahead)];
  if (block < 1 || block > mostBlockValues || miniblocks < 1 || block % miniblocks !== 0)
    throw new Error(`blocks of ${block} values in ${miniblocks} parts`);
}

/** Texts that share their start with the one before: a few bytes can stand for long ones, so their sum is bounded. */
function readPrefixed(reader: DataReader, count: number): Uint8Array[] {
  const prefixes = readDeltas(reader, new Int32Array(count));
  const suffixes = readDeltas(reader, new Int32Array(count));
  const texts: Uint8Array[] = [];
  let previous = new Uint8Array();
  let total = 0;
  for (let i = 0; i < count; i++) {
    const [prefix, suffix] = [prefixes[i] ?? 0, suffixes[i] ?? 0];
    const from = reader.view.byteOffset + reader.offset;
    total += prefix + suffix;
    if (prefix < 0 || prefix > previous.length || suffix < 0 || reader.offset + suffix > reader.view.byteLength)
      throw new Error('a text of impossible length');
    if (total > mostTextBytes) throw new Error(`texts of more than ${mostTextBytes} bytes in a page`);
    const text = new Uint8Array(prefix + suffix);
    text.set(previous.subarray(0, prefix));
    text.set(new Uint8Array(reader.view.buffer, from, suffix), prefix);
    reader.offset += suffix;
    texts.push(text);
    previous = text;
  }
  return texts;
}
