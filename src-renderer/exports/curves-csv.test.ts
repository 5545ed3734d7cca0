import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { curvesCsv } from './curves-csv';

it('writes what a reader of CSV reads back, to the last digit', () => {
  const points = [
    { n: 16, gap: 0.1 + 0.2, standardError: 1e-7, localDimension: null, replicates: 8, generalization: 0.7 },
  ];
  const { data } = Papa.parse<Record<string, string>>(
    curvesCsv([{ label: 'so2?planes=0-1,2-3', points }], [], { source: 'task:torus', seed: 1 }),
    {
      header: true,
      skipEmptyLines: true,
    },
  );
  expect(data).toHaveLength(1);
  expect(data[0]?.['curve']).toBe('so2?planes=0-1,2-3');
  expect(data[0]).toMatchObject({ source: 'task:torus', seed: '1' });
  expect(Number(data[0]?.['gap'])).toBe(0.1 + 0.2);
  expect(Number(data[0]?.['standardError'])).toBe(1e-7);
  expect(data[0]?.['localDimension']).toBe('');
  expect(Number(data[0]?.['generalization'])).toBe(0.7);
  expect(data[0]?.['generalizationStandardError']).toBe('');
});

it('makes text of what a spreadsheet would run', () => {
  expect(curvesCsv([{ label: '=1+1', points: [{ n: 1, gap: 1, standardError: 0 }] }], [], {})).toContain("'=1+1");
});
