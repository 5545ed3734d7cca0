import { describe, expect, it } from 'vitest';
import { continuousShift } from '../groups/continuous-shift';
import { trivial } from '../groups/trivial';
import { zeroPoints } from '../mathematics/points';
import { affordableRows, choosePoints } from './chosen-points';

describe('choosePoints', () => {
  const images = zeroPoints(10_000, 64);
  const none = trivial.create({}, { ambientDimension: 64 });
  const layout = { kind: 'image', rows: 8, columns: 8, channels: 1 } as const;
  const shifts = continuousShift.create(continuousShift.parameters.parse({}), { ambientDimension: 64, layout });

  it('takes all points where distances are cheap', () => {
    const { used, tests } = choosePoints({ points: images, group: none, largestSize: 0, seed: 0 });
    expect([used.length, tests.length]).toEqual([10_000, 10_000]);
  });

  it('takes fewer where they are dear, and as many candidates as the largest size needs', () => {
    const { used, tests } = choosePoints({ points: images, group: shifts, largestSize: 0, seed: 0 });
    expect(tests.length).toBeGreaterThanOrEqual(200);
    expect(used.length * tests.length).toBeLessThan(1e7);
    const more = choosePoints({ points: images, group: shifts, largestSize: 9998, seed: 0 });
    expect(more.used.length).toBe(10_000);
    expect(new Set(more.tests).size).toBe(more.tests.length);
  });

  it('obeys the user, and repeats for a seed', () => {
    const request = { points: images, group: none, testPoints: 50, largestSize: 0 };
    const first = choosePoints({ ...request, seed: 1 });
    expect(first.tests.length).toBe(50);
    expect(choosePoints({ ...request, seed: 1 })).toEqual(first);
    expect(choosePoints({ ...request, seed: 2 })).not.toEqual(first);
    expect(() => choosePoints({ ...request, testPoints: 1, seed: 1 })).toThrow('at least 2 test points');
  });
});

describe('affordableRows', () => {
  it('is all rows where pairs are cheap, and at least 200 where they are dear', () => {
    const images = zeroPoints(10_000, 64);
    expect(affordableRows(images, trivial.create({}, { ambientDimension: 64 }), 0, 20).length).toBe(10_000);
    const layout = { kind: 'image', rows: 8, columns: 8, channels: 1 } as const;
    const shifts = continuousShift.create(continuousShift.parameters.parse({}), { ambientDimension: 64, layout });
    const rows = affordableRows(images, shifts, 0, 20);
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(rows.length).toBeLessThan(5000);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('is more in few coordinates, where a tree finds neighbours, and fewer the more neighbours are wanted', () => {
    const points = zeroPoints(1_000_000, 3);
    const group = trivial.create({}, { ambientDimension: 3 });
    const few = affordableRows(points, group, 0, 100).length;
    expect(few).toBeGreaterThan(100_000);
    expect(affordableRows(points, group, 0, 10).length).toBeGreaterThan(few);
  });
});
