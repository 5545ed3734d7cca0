import { describe, expect, it } from 'vitest';
import { cubeScale, segmentsOf } from './cube-scale';
import { pickedPoint } from './picked-point';
import { panned, rangesOf, toPixels, withEqualUnits, zoomed } from './plot-frame';

const frame = { left: 10, top: 20, width: 400, height: 200 };

describe('the frame of a flat picture', () => {
  const whole = rangesOf([Float32Array.of(0, 0, 2, 1), Float32Array.of(-1, 0.5)]);

  it('holds all points, and something where there are none', () => {
    expect(whole.x[0]).toBeLessThan(-1);
    expect(whole.x[1]).toBeGreaterThan(2);
    expect(rangesOf([])).toEqual({ x: [-1, 1], y: [-1, 1] });
    const single = rangesOf([Float32Array.of(3, 3)]);
    expect(single.x[1] - single.x[0]).toBeGreaterThan(0);
  });

  it('makes units equal by widening', () => {
    const equal = withEqualUnits(whole, frame);
    expect((equal.x[1] - equal.x[0]) / frame.width).toBeCloseTo((equal.y[1] - equal.y[0]) / frame.height, 12);
    expect(equal.x[0]).toBeLessThanOrEqual(whole.x[0] + 1e-12);
    expect(equal.y[0]).toBeLessThanOrEqual(whole.y[0] + 1e-12);
  });

  it('zooms about a place and moves with the pointer', () => {
    const place = toPixels(whole, frame);
    const [x, y] = place(1, 0.25);
    const nearer = zoomed(whole, 0.5, { x, y }, frame);
    const [sameX, sameY] = toPixels(nearer, frame)(1, 0.25);
    expect(sameX).toBeCloseTo(x, 9);
    expect(sameY).toBeCloseTo(y, 9);
    expect(nearer.x[1] - nearer.x[0]).toBeCloseTo((whole.x[1] - whole.x[0]) / 2, 12);
    const [movedX, movedY] = toPixels(panned(whole, 30, -12, frame), frame)(1, 0.25);
    expect(movedX - x).toBeCloseTo(30, 9);
    expect(movedY - y).toBeCloseTo(-12, 9);
  });
});

describe('pickedPoint', () => {
  const sets = [
    { id: 'front', pixels: Float32Array.of(10, 10, 50, 50) },
    { id: 'back', pixels: Float32Array.of(10, 10, 12, 10, NaN, 3) },
  ];

  it('is the nearest within reach, of equally near ones that in front', () => {
    expect(pickedPoint(sets, 10, 10)).toEqual({ id: 'front', place: 0 });
    expect(pickedPoint(sets, 12, 11)).toEqual({ id: 'back', place: 1 });
    expect(pickedPoint(sets, 30, 30)).toBeUndefined();
  });
});

describe('the cube of a picture in space', () => {
  it('holds all points, with equal units or each axis by itself', () => {
    const set = Float32Array.of(0, 0, 0, 4, 2, 1);
    expect(cubeScale([set], true)).toEqual({ centre: [2, 1, 0.5], factor: [0.5, 0.5, 0.5] });
    expect(cubeScale([set], false)).toEqual({ centre: [2, 1, 0.5], factor: [0.5, 1, 2] });
    expect(cubeScale([], true)).toEqual({ centre: [0, 0, 0], factor: [1, 1, 1] });
  });

  it('has lines as pairs of ends', () => {
    expect([...segmentsOf([Float32Array.of(1, 2, 3), Float32Array.of(7)], 1)]).toEqual([1, 2, 2, 3]);
  });
});
