import { describe, expect, it } from 'vitest';
import { unwatchedWork } from '#core/work';
import type { Table } from './define-reader';
import { expectFinite, scaleToUnit } from './table';

const tableOf = (values: Float32Array | Float64Array, largest?: number): Table => ({
  points: { count: values.length, dimension: 1, values },
  available: values.length,
  rows: undefined,
  layout: { kind: 'plain' },
  largest,
  labels: undefined,
});

async function scaled(values: Float32Array | Float64Array, largest?: number): Promise<number[]> {
  await scaleToUnit(tableOf(values, largest), 'a.npy', unwatchedWork);
  return Array.from(values);
}

describe('scaleToUnit', () => {
  it('maps ranges that no reciprocal or difference can hold', async () => {
    expect(await scaled(Float64Array.of(0, 5e-324, 1e-323))).toEqual([0, 0.5, 1]);
    expect(await scaled(Float64Array.of(-1.7e308, 0, 1.7e308))).toEqual([0, 0.5, 1]);
    expect(await scaled(Float64Array.of(-Number.MAX_VALUE, Number.MAX_VALUE))).toEqual([0, 1]);
    expect(await scaled(Float32Array.of(1e-45, 0))).toEqual([1, 0]);
  });

  it('maps equal values to 0, and bytes by their largest', async () => {
    expect(await scaled(Float64Array.of(7, 7))).toEqual([0, 0]);
    expect(await scaled(Float64Array.of(0, 51, 255), 255)).toEqual([0, 0.2, 1]);
  });
});

describe('expectFinite', () => {
  it('names the row of the file', async () => {
    const table = { ...tableOf(Float64Array.of(1, NaN)), rows: Int32Array.of(4, 8) };
    await expect(expectFinite(table, 'a.npy', unwatchedWork)).rejects.toThrow('value 1 of row 9 is NaN');
  });
});
