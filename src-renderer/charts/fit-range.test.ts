import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewestSizes, moveEnd, nearestSize, windowEdges } from './fit-range';

const sizes = [16, 32, 64, 128, 256, 512, 1024];

describe('moveEnd', () => {
  it('moves one end and keeps the other', () => {
    expect(moveEnd(sizes, [16, 1024], 0, 64)).toEqual([64, 1024]);
    expect(moveEnd(sizes, [16, 1024], 1, 256)).toEqual([16, 256]);
  });

  it('always leaves enough sizes between the ends, which are sizes of the curve', () => {
    const size = fc.constantFrom(...sizes);
    fc.assert(
      fc.property(size, size, size, fc.constantFrom<0 | 1>(0, 1), (a, b, to, end) => {
        const before = moveEnd(sizes, moveEnd(sizes, [16, 1024], 0, a), 1, b);
        const [from, until] = moveEnd(sizes, before, end, to);
        const inside = sizes.filter((n) => n >= from && n <= until);
        expect(inside.length).toBeGreaterThanOrEqual(fewestSizes);
        expect(sizes).toContain(from);
        expect(sizes).toContain(until);
        expect(end === 0 ? until : from).toBe(end === 0 ? before[1] : before[0]);
      }),
    );
  });
});

it('nearestSize is nearest in the logarithm', () => {
  expect(nearestSize(sizes, Math.log10(44))).toBe(32);
  expect(nearestSize(sizes, Math.log10(47))).toBe(64);
});

it('windowEdges stand between the points inside and those outside', () => {
  const [left, right] = windowEdges(sizes, [64, 256]);
  expect(10 ** left).toBeCloseTo(Math.sqrt(32 * 64));
  expect(10 ** right).toBeCloseTo(Math.sqrt(256 * 512));
});
