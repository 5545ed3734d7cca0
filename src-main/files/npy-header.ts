import { ExpectedError } from '#core/errors';
import type { ByteSource } from './byte-source';
import { parseNpyDictionary } from './npy-dictionary';
import { type NumberType, numberType } from './number-type';

export interface NpyHeader {
  /** NumPy's code of the type, such as `<f8`; undefined for records with named fields. */
  readonly description: string | undefined;
  /** Are the values of one column (not of one row) next to each other? */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

const magic = Buffer.from('\x93NUMPY', 'latin1');
const longestHeader = 1 << 16;

/**
 * The header of NumPy's format, versions 1 to 3 (numpy.lib.format): a magic string, the version, the header's length, and a Python
 * dictionary of exactly `descr`, `fortran_order` and `shape`.
 */
export async function readNpyHeader(source: ByteSource): Promise<NpyHeader> {
  const { name } = source;
  const start = await source.read(8);
  if (!start.subarray(0, 6).equals(magic))
    throw new ExpectedError('malformed-file', `${name}: is not a NumPy array; expected it to start with \\x93NUMPY.`);
  const version = start[6] ?? 0;
  if (version < 1 || version > 3)
    throw new ExpectedError('malformed-file', `${name}: has version ${version} of NumPy's format; expected 1, 2 or 3.`);
  const length = version === 1 ? (await source.read(2)).readUInt16LE() : (await source.read(4)).readUInt32LE();
  if (length > longestHeader)
    throw new ExpectedError(
      'malformed-file',
      `${name}: promises a header of ${length} bytes; expected at most ${longestHeader}.`,
    );
  const text = (await source.read(length)).toString(version === 3 ? 'utf8' : 'latin1');
  const dictionary = parseNpyDictionary(text);
  if (dictionary === undefined)
    throw new ExpectedError(
      'malformed-file',
      `${name}: its header is not {'descr': …, 'fortran_order': …, 'shape': …} as NumPy writes it.`,
    );
  return { ...dictionary, shape: dictionary.shape.map((size) => axisOf(size, name)) };
}

function axisOf(size: string, name: string): number {
  if (size.startsWith('-'))
    throw new ExpectedError('malformed-file', `${name}: has a negative size in its shape (${size.slice(0, 40)}).`);
  const axis = Number(size);
  if (!Number.isSafeInteger(axis))
    throw new ExpectedError('too-large', `${name}: has ${size.slice(0, 40)} in its shape, which no memory can hold.`);
  return axis;
}

/** The order of bytes (`<`, `>`, `|` for none), the kind and the bytes of a code such as `<f8`. */
export function splitDescription(description: string): { byteOrder: string; kind: string; bytes: string } | undefined {
  const [, byteOrder = '', kind, bytes = ''] = /^([<>|=]?)([A-Za-z])(\d{0,9})(?:\[\w+\])?$/.exec(description) ?? [];
  return kind === undefined ? undefined : { byteOrder, kind, bytes };
}

const refused: Readonly<Record<string, string>> = {
  O: 'pickled Python objects, which are never loaded',
  U: 'text',
  S: 'text',
  V: 'raw records',
  c: 'complex numbers',
  M: 'dates',
  m: 'time differences',
};

/** The type of the numbers of an array, and its code without the order of bytes: `f4`, `u1`. Throws where it holds something else. */
export function numbersOf({ description }: NpyHeader, name: string): { type: NumberType; code: string } {
  if (description === undefined)
    throw new ExpectedError(
      'malformed-file',
      `${name}: has records with named fields; expected an array of plain numbers.`,
    );
  const { byteOrder, kind, bytes } = splitDescription(description) ?? { byteOrder: '', kind: '', bytes: '' };
  const code = kind + bytes;
  const type = description === byteOrder + code ? numberType(code, byteOrder !== '>', name) : undefined;
  if (type === undefined || (byteOrder === '|' && type.bytes > 1)) {
    const what = (Object.hasOwn(refused, kind) ? refused[kind] : undefined) ?? 'an unknown type';
    throw new ExpectedError(
      'malformed-file',
      `${name}: holds ${what} ('${description.slice(0, 40)}'); expected real numbers (f2 to f8, i1 to i8, u1 to u8 or b1).`,
    );
  }
  return { type, code };
}
