import { expect, it } from 'vitest';
import { describeData } from './describe-data';

it('says what a source holds', () => {
  const facts = { source: 'x', points: 500, available: 1797, ambientDimension: 64, duplicates: 0, suitableGroups: [] };
  const image = { kind: 'image' as const, rows: 8, columns: 8, channels: 1 };
  expect(describeData({ ...facts, layout: image, classes: 10 })).toBe(
    '500 of 1,797 points, D = 64: images of 8 × 8; no duplicates; 10 classes.',
  );
  const plain = { ...facts, points: 1797, duplicates: 4, layout: { kind: 'plain' as const }, classes: null };
  expect(describeData(plain)).toBe('1,797 points, D = 64; 4 duplicates.');
});
