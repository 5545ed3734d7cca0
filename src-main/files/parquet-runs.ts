import type { DataReader } from 'hyparquet';

/**
 * Parquet's mixture of runs of one value and of values packed in `width` bits: exactly `count` of them, whatever longer runs promise
 * (the library's own reader grows its output with them).
 */
export function readRuns(reader: DataReader, width: number, count: number): Uint32Array {
  if (width > 32) throw new Error(`values of ${width} bits`);
  // Reading at no place at all would give the first byte for ever.
  if (!(reader.offset >= 0)) throw new Error('runs that start nowhere');
  const values = new Uint32Array(count);
  for (let seen = 0; seen < count;) {
    const header = readVarint(reader);
    if ((header & 1) === 0) {
      const end = Math.min(count, seen + (header >>> 1));
      values.fill(readValue(reader, width), seen, end);
      seen = end;
      continue;
    }
    const groups = header >>> 1;
    const packed = Math.min(count - seen, 8 * groups);
    unpack(reader, width, values.subarray(seen, seen + packed));
    // A group has as many bytes as bits in a value.
    reader.offset += groups * width;
    seen += packed;
  }
  return values;
}

/** A number of at most 32 bits in groups of seven, the lowest first. */
export function readVarint(reader: DataReader): number {
  let number = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = reader.view.getUint8(reader.offset++);
    number |= (byte & 0x7f) << shift;
    if (byte < 0x80) return number >>> 0;
  }
  throw new Error('a number of more than 32 bits');
}

function readValue(reader: DataReader, width: number): number {
  let value = 0;
  for (let bit = 0; bit < width; bit += 8) value |= reader.view.getUint8(reader.offset++) << bit;
  return value >>> 0;
}

/** Fills `out` from the reader's place on, without moving it. */
function unpack({ view, offset }: DataReader, width: number, out: Uint32Array): void {
  if (width === 0) return;
  let at = offset;
  let bit = 0;
  for (let i = 0; i < out.length; i++) {
    let value = 0;
    for (let got = 0; got < width;) {
      const taken = Math.min(8 - bit, width - got);
      value |= ((view.getUint8(at) >>> bit) & ((1 << taken) - 1)) << got;
      got += taken;
      bit += taken;
      if (bit < 8) continue;
      bit = 0;
      at++;
    }
    out[i] = value;
  }
}
