import { ExpectedError } from '#core/errors';
import type { Reals } from '#core/mathematics/points';
import type { Precision } from './allocate-points';

/** How numbers are stored as bytes. */
export interface NumberType {
  readonly bytes: number;
  /** The precision that holds every value of the type, as far as there is one. */
  readonly precision: Precision;
  /** The largest value of unsigned integers of at most 16 bits, for scaling to [0, 1]. */
  readonly largest: number | undefined;
  /** Decodes `count` numbers of `block`, from byte `from` on, into `out` from index `at`. */
  decode(block: Buffer, from: number, count: number, out: Reals, at: number): void;
}

type Read = (view: DataView, offset: number, little: boolean, name: string) => number;

const kinds: Readonly<
  Record<string, { bytes: number; precision: Precision; largest?: number; read: Read } | undefined>
> = {
  u1: { bytes: 1, precision: 'float32', largest: 255, read: (view, offset) => view.getUint8(offset) },
  i1: { bytes: 1, precision: 'float32', read: (view, offset) => view.getInt8(offset) },
  b1: { bytes: 1, precision: 'float32', largest: 1, read: (view, offset, _, name) => bit(view.getUint8(offset), name) },
  u2: {
    bytes: 2,
    precision: 'float32',
    largest: 65535,
    read: (view, offset, little) => view.getUint16(offset, little),
  },
  i2: { bytes: 2, precision: 'float32', read: (view, offset, little) => view.getInt16(offset, little) },
  u4: { bytes: 4, precision: 'float64', read: (view, offset, little) => view.getUint32(offset, little) },
  i4: { bytes: 4, precision: 'float64', read: (view, offset, little) => view.getInt32(offset, little) },
  u8: {
    bytes: 8,
    precision: 'float64',
    read: (view, offset, little, name) => exact(view.getBigUint64(offset, little), name),
  },
  i8: {
    bytes: 8,
    precision: 'float64',
    read: (view, offset, little, name) => exact(view.getBigInt64(offset, little), name),
  },
  f2: { bytes: 2, precision: 'float32', read: (view, offset, little) => half(view.getUint16(offset, little)) },
  f4: { bytes: 4, precision: 'float32', read: (view, offset, little) => view.getFloat32(offset, little) },
  f8: { bytes: 8, precision: 'float64', read: (view, offset, little) => view.getFloat64(offset, little) },
};

/**
 * The type of a code such as `u1`, `i4` or `f8` (kind and bytes, as in NumPy); undefined when it is not a real number.
 * @param name - of the file, for the errors of values that cannot be decoded
 */
export function numberType(code: string, littleEndian: boolean, name: string): NumberType | undefined {
  const kind = Object.hasOwn(kinds, code) ? kinds[code] : undefined;
  if (kind === undefined) return undefined;
  const { bytes: size, precision, largest, read } = kind;
  return {
    bytes: size,
    precision,
    largest,
    decode(block, from, count, out, at) {
      const view = new DataView(block.buffer, block.byteOffset + from, count * size);
      for (let i = 0; i < count; i++) out[at + i] = read(view, i * size, littleEndian, name);
    },
  };
}

function bit(byte: number, name: string): number {
  if (byte > 1)
    throw new ExpectedError('malformed-file', `${name}: holds a boolean whose byte is ${byte}; expected 0 or 1.`);
  return byte;
}

function exact(value: bigint, name: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new ExpectedError(
      'malformed-file',
      `${name}: the whole number ${value} cannot be kept exactly; expected at most 2^53 − 1 in size.`,
    );
  return number;
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
