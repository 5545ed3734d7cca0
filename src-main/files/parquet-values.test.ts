import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRuns } from './parquet-runs';
import { readValues } from './parquet-values';

const readerOf = (...bytes: number[]): { view: DataView; offset: number } => ({
  view: new DataView(Uint8Array.from(bytes).buffer),
  offset: 0,
});

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** Groups of eight values, packed from the lowest bit. */
function packed(values: readonly number[], width: number): number[] {
  const groups = Math.ceil(values.length / 8);
  const bits = Array.from(
    { length: groups * 8 * width },
    (_, i) => Math.floor((values[Math.floor(i / width)] ?? 0) / 2 ** (i % width)) % 2,
  );
  const bytes = Array.from({ length: groups * width }, (_, byte) =>
    bits.slice(8 * byte, 8 * byte + 8).reduce((sum, bit, place) => sum + bit * 2 ** place, 0),
  );
  return [...varint(groups * 2 + 1), ...bytes];
}

describe('readRuns', () => {
  it('reads packed values of any width', () => {
    const values = fc
      .integer({ min: 1, max: 32 })
      .chain((width) => fc.tuple(fc.constant(width), fc.array(fc.nat(2 ** Math.min(31, width) - 1), { minLength: 1 })));
    fc.assert(
      fc.property(values, ([width, list]) => {
        const reader = readerOf(...packed(list, width));
        expect([...readRuns(reader, width, list.length)]).toEqual(list);
        expect(reader.offset).toBe(reader.view.byteLength);
      }),
    );
  });

  it('reads runs of one value, and never more than it was asked for', () => {
    expect([...readRuns(readerOf(...varint(6), 5, ...varint(4), 7), 3, 5)]).toEqual([5, 5, 5, 7, 7]);
    expect([...readRuns(readerOf(...varint(2 ** 31 - 2), 1), 1, 3)]).toEqual([1, 1, 1]);
    expect([...readRuns(readerOf(...varint(2 ** 31 - 1)), 0, 3)]).toEqual([0, 0, 0]);
  });

  it.each([
    ['nothing', [], 1],
    ['runs of no values', [0, 0, 0, 0], 1],
    ['packed values that are missing', [3, 1], 2],
    ['a number without end', [255, 255, 255, 255, 255, 255], 1],
  ])('refuses %s', (_, bytes, width) => {
    expect(() => readRuns(readerOf(...bytes), width, 8)).toThrow();
  });

  it('refuses to start nowhere', () => {
    expect(() => readRuns({ ...readerOf(0, 0), offset: NaN }, 1, 8)).toThrow('nowhere');
  });

  it('refuses more than 32 bits', () => {
    expect(() => readRuns(readerOf(2, 0, 0, 0, 0, 0), 33, 1)).toThrow('33 bits');
  });
});

describe('readValues', () => {
  const text = { name: 'x', type: 'BYTE_ARRAY' } as const;
  /** Deltas of a block without bits: `first`, then equal steps. */
  const steps = (first: number, step: number, count: number): number[] => [
    ...varint(128),
    ...varint(4),
    ...varint(count),
    ...varint(2 * first),
    ...Array.from({ length: Math.ceil((count - 1) / 128) }, () => [...varint(2 * step), 0, 0, 0, 0]).flat(),
  ];

  it('reads texts with a common start', () => {
    const reader = readerOf(...steps(0, 1, 3), ...steps(1, 0, 3), 97, 98, 99);
    const values = readValues(reader, 'DELTA_BYTE_ARRAY', text, undefined, 3);
    expect(Array.from(values, (value) => Buffer.from(value as Uint8Array).toString())).toEqual(['a', 'ab', 'abc']);
  });

  it('refuses texts that grow beyond all bounds, or start with more than there is', () => {
    const count = 20_000;
    const growing = readerOf(...steps(0, 1, count), ...steps(1, 0, count), ...Array<number>(count).fill(97));
    expect(() => readValues(growing, 'DELTA_BYTE_ARRAY', text, undefined, count)).toThrow('67108864 bytes');
    const huge = readerOf(...steps(2 ** 29, 0, 3), ...steps(0, 0, 3));
    expect(() => readValues(huge, 'DELTA_BYTE_ARRAY', text, undefined, 3)).toThrow('impossible length');
  });

  it.each([
    [0, 0],
    [0, 4],
    [128, 0],
    [128, 3],
    [2 ** 31, 1],
    [128, 2 ** 31],
  ])('refuses blocks of %d values in %d parts', (block, parts) => {
    const bytes = [...varint(block), ...varint(parts), ...varint(9), 0, ...Array<number>(64).fill(255)];
    for (const type of ['INT32', 'INT64'] as const)
      expect(() => readValues(readerOf(...bytes), 'DELTA_BINARY_PACKED', { name: 'x', type }, undefined, 9)).toThrow(
        'parts',
      );
    expect(() => readValues(readerOf(...bytes), 'DELTA_LENGTH_BYTE_ARRAY', text, undefined, 9)).toThrow('parts');
    expect(() => readValues(readerOf(...bytes), 'DELTA_BYTE_ARRAY', text, undefined, 9)).toThrow('parts');
  });

  it.each(['PLAIN', 'BYTE_STREAM_SPLIT'])('refuses values that the page does not hold (%s)', (encoding) => {
    const wide = { name: 'x', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2 ** 30 } as const;
    expect(() => readValues(readerOf(1, 2, 3), encoding, wide, undefined, 2)).toThrow('more bytes than the page has');
    const double = { name: 'x', type: 'DOUBLE' } as const;
    expect(() => readValues(readerOf(1, 2, 3), encoding, double, undefined, 2 ** 24)).toThrow('more bytes');
  });

  it('refuses entries that a dictionary does not have', () => {
    const dictionary = Float64Array.of(1, 2);
    const read = (index: number): unknown =>
      readValues(readerOf(2, 6, index), 'RLE_DICTIONARY', { name: 'x', type: 'DOUBLE' }, dictionary, 3);
    expect(read(1)).toEqual([2, 2, 2]);
    expect(() => read(2)).toThrow('entry 2 of a dictionary of 2');
  });
});
