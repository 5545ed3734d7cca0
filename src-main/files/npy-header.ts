import { ExpectedError } from '#core/errors';
import type { ByteSource } from './byte-source';
import { type NumberType, numberType } from './number-type';

export interface NpyHeader {
  readonly type: NumberType;
  /** Are the values of one column (not of one row) next to each other? */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** NumPy's code without the order of bytes: `f4`, `u1`. */
  readonly code: string;
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
  return parseNpyDictionary(text, name);
}

const dictionary =
  /^\{\s*(?:'(?:descr|fortran_order|shape)'\s*:\s*(?:'[^']*'|True|False|\(\s*(?:\d+\s*(?:,\s*\d+\s*)*,?)?\s*\))\s*,?\s*){3}\}\s*$/;

function parseNpyDictionary(text: string, name: string): NpyHeader {
  const description = /'descr'\s*:\s*(\[|'[^']*')/.exec(text)?.[1];
  if (description === '[')
    throw new ExpectedError(
      'malformed-file',
      `${name}: has records with named fields; expected an array of plain numbers.`,
    );
  if (/'shape'\s*:\s*\([^)]*-/.test(text))
    throw new ExpectedError('malformed-file', `${name}: has a negative size in its shape.`);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape'\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  if (description === undefined || order === undefined || sizes === undefined || !dictionary.test(text))
    throw new ExpectedError(
      'malformed-file',
      `${name}: its header is not {'descr': …, 'fortran_order': …, 'shape': …} as NumPy writes it.`,
    );
  const shape = sizes
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  if (shape.some((size) => !Number.isSafeInteger(size)))
    throw new ExpectedError('too-large', `${name}: has the shape (${sizes}), which no memory can hold.`);
  return { ...parseDescription(description.slice(1, -1), name), fortranOrder: order === 'True', shape };
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

function parseDescription(description: string, name: string): { type: NumberType; code: string } {
  const [, byteOrder = '', kind = '', bytes = ''] = /^([<>|=]?)([A-Za-z])(\d*)(?:\[\w+\])?$/.exec(description) ?? [];
  const code = kind + bytes;
  const type = description === byteOrder + code ? numberType(code, byteOrder !== '>') : undefined;
  if (type === undefined || (byteOrder === '|' && type.bytes > 1)) {
    const what = (Object.hasOwn(refused, kind) ? refused[kind] : undefined) ?? 'an unknown type';
    throw new ExpectedError(
      'malformed-file',
      `${name}: holds ${what} ('${description}'); expected real numbers (f2 to f8, i1 to i8, u1 to u8 or b1).`,
    );
  }
  return { type, code };
}
