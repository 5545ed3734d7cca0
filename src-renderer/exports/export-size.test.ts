import { expect, it } from 'vitest';
import { customSize, inMillimetres, inPixels, pointsInPixels, sizePresets } from './export-size';

it('counts 96 pixels and 72 points an inch', () => {
  expect(inPixels(25.4)).toBe(96);
  expect(inMillimetres(96, 'px')).toBeCloseTo(25.4, 12);
  expect(inMillimetres(85, 'mm')).toBe(85);
  expect(pointsInPixels(72)).toBe(96);
  // A slide of 13⅓ by 7½ inches.
  expect([inPixels(sizePresets.slide.width), inPixels(sizePresets.slide.height)]).toEqual([1280, 720]);
});

it('keeps letters readable at every size, and refuses what no chart fits in', () => {
  for (const { fontPoints } of Object.values(sizePresets)) expect(fontPoints).toBeGreaterThanOrEqual(7);
  expect(customSize(30, 30, 'mm')?.fontPoints).toBe(7);
  expect(customSize(1000, 500, 'mm')?.fontPoints).toBe(18);
  expect(customSize(960, 540, 'px')?.width).toBeCloseTo(254, 10);
  for (const [width, height] of [
    [29, 100],
    [100, 1001],
    [Number.NaN, 100],
    [100, Infinity],
  ] as const)
    expect(customSize(width, height, 'mm')).toBeNull();
});
