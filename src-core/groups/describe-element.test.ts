import { describe, expect, it } from 'vitest';
import { degreesText, orderText, shiftText } from './describe-element';
import { rotationText } from './describe-rotation';
import { multiplyMatrices, planeRotation, unitMatrix } from './rotation-matrices';

describe('elements in words', () => {
  it.each([
    [0, '0.0°'],
    [Math.PI / 2, '90.0°'],
    [-Math.PI / 2, '−90.0°'],
    [Math.PI, '180.0°'],
    [3 * Math.PI, '180.0°'],
    [2 * Math.PI - 1e-9, '0.0°'],
  ])('an angle of %f is %s', (angle, text) => {
    expect(degreesText(angle)).toBe(text);
  });

  it('shifts go the shorter way round', () => {
    const image = { rows: 8, columns: 10 };
    expect(shiftText([0, 0], image)).toBe('not moved');
    expect(shiftText([3, 9.75], image)).toBe('moved 3 down and 0.25 left (pixels)');
    expect(shiftText([7.999, 5], image)).toBe('moved 5 right (pixels)');
    expect(shiftText([6, 0], image)).toBe('moved 2 up (pixels)');
  });

  it('orders are counted from 1', () => {
    expect(orderText([0, 1, 2], 'points')).toBe('points in their order');
    expect(orderText([2, 0, 1], 'coordinates')).toBe('coordinates in the order 3 1 2');
    expect(orderText([1, 0, ...Array.from({ length: 20 }, (_, k) => k + 2)], 'points')).toMatch(/ 12 …$/);
  });

  it('rotations have their angle, and their axis or planes', () => {
    expect(rotationText(planeRotation(2, 0, 1, Math.PI / 3), 2)).toBe('turned by 60.0°');
    expect(rotationText(Float64Array.of(1, 0, 0, -1), 2)).toBe('reflected, then turned by 0.0°');
    expect(rotationText(unitMatrix(3), 3)).toBe('not turned');
    expect(rotationText(planeRotation(3, 0, 1, 0.5), 3)).toBe('turned by 28.6° about (0.00, 0.00, 1.00)');
    expect(rotationText(planeRotation(3, 1, 2, Math.PI), 3)).toBe('turned by 180.0° about (1.00, 0.00, 0.00)');
    expect(rotationText(planeRotation(3, 0, 2, Math.PI / 2), 3)).toBe('turned by 90.0° about (0.00, −1.00, 0.00)');
    expect(
      rotationText(
        unitMatrix(3).map((value) => -value),
        3,
      ),
    ).toBe('inverted through the origin, then not turned');
    const double = multiplyMatrices(planeRotation(4, 0, 1, Math.PI / 6), planeRotation(4, 2, 3, Math.PI), 4);
    expect(rotationText(double, 4)).toBe('turned by 180.0°, 30.0° in as many planes');
    const reflected = unitMatrix(4);
    reflected[15] = -1;
    expect(rotationText(reflected, 4)).toBe('reflected in one direction and not turned');
  });
});
