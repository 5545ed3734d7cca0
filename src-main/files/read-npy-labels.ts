import { ExpectedError } from '#core/errors';
import { type ByteSource, expectBytes } from './byte-source';
import type { ReadOptions, Table } from './define-reader';
import { LabelPool } from './label-pool';
import { readNpyHeader, splitDescription } from './npy-header';
import { readNpyValues } from './read-npy';
import { readRecords } from './read-records';

const longestText = 1 << 16;

/** An array of labels, numbers or text, one for each of the points that `table` took. */
export async function readNpyLabels(
  source: ByteSource,
  table: Table,
  options: ReadOptions,
): Promise<readonly string[]> {
  const { name } = source;
  const header = await readNpyHeader(source);
  const [available = 1, ...axes] = header.shape;
  const dimension = axes.reduce((product, size) => product * size, 1);
  if (dimension !== 1 || available !== table.available)
    throw new ExpectedError(
      'does-not-fit',
      `${name}: has ${available} × ${dimension} labels; expected one for each of ${table.available} points.`,
    );
  const pool = new LabelPool(name);
  pool.expect(table.points.count);
  const text = textOf(header.description ?? '', name);
  if (text === undefined) {
    const { points } = await readNpyValues(source, header, options);
    return Array.from(points.values, (value) => pool.label(String(value)));
  }
  const labels: string[] = Array<string>(table.points.count).fill('');
  if (text.bytes === 0) return labels;
  expectBytes(source, available * text.bytes);
  const records = { available, bytes: text.bytes, rows: options.chooseRows(available) };
  await readRecords(source, records, options.work, (block, from, slot, count) => {
    for (let i = 0; i < count; i++) {
      const start = from + i * text.bytes;
      labels[slot + i] = pool.label(text.decode(block.subarray(start, start + text.bytes)));
    }
  });
  return labels;
}

interface TextType {
  readonly bytes: number;
  decode(bytes: Buffer): string;
}

/** NumPy's text: `U` in code points of four bytes, `S` in bytes, filled up with zeros; undefined for any other type. */
function textOf(description: string, name: string): TextType | undefined {
  const { byteOrder, kind = '', bytes } = splitDescription(description) ?? {};
  if (!'US'.includes(kind) || kind === '') return undefined;
  const length = Number(bytes);
  if (!(length <= longestText))
    throw new ExpectedError(
      'too-large',
      `${name}: has labels of ${length} characters; at most ${longestText} are possible.`,
    );
  return kind === 'S'
    ? { bytes: length, decode: (text) => decodeBytes(text, name) }
    : { bytes: 4 * length, decode: (text) => decodePoints(text, byteOrder !== '>', name) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeBytes(bytes: Buffer, name: string): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  try {
    return utf8.decode(bytes.subarray(0, end));
  } catch (cause) {
    throw new ExpectedError('malformed-file', `${name}: holds a label that is not UTF-8 text.`, { cause });
  }
}

function decodePoints(bytes: Buffer, littleEndian: boolean, name: string): string {
  const points: number[] = [];
  for (let at = 0; at < bytes.length; at += 4)
    points.push(littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  while (points.at(-1) === 0) points.pop();
  const wrong = points.find((point) => point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff));
  if (wrong !== undefined)
    throw new ExpectedError(
      'malformed-file',
      `${name}: holds a label with the code point ${wrong}, which no text has.`,
    );
  return points.map((point) => String.fromCodePoint(point)).join('');
}
