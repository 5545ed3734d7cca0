import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { clampToDisplays, readWindowState, writeWindowState, type Rectangle } from './window-state';

const rectangle = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
  width: fc.integer({ min: 1, max: 6000 }),
  height: fc.integer({ min: 1, max: 6000 }),
});

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

describe('clampToDisplays', () => {
  it('always lands on a display, and leaves alone what is on one already', () => {
    fc.assert(
      fc.property(rectangle, fc.array(rectangle, { minLength: 1, maxLength: 3 }), (bounds, displays) => {
        const placed = clampToDisplays(bounds, displays);
        expect(displays.some((display) => contains(display, placed))).toBe(true);
        expect(clampToDisplays(placed, [displays.find((display) => contains(display, placed)) ?? placed])).toEqual(
          placed,
        );
      }),
    );
  });
});

describe('clampToDisplays, with two displays side by side', () => {
  const [left, right] = [
    { x: 0, y: 0, width: 1920, height: 1040 },
    { x: 1920, y: -200, width: 2560, height: 1400 },
  ];
  it.each([
    ['on the second', { x: 2200, y: 100, width: 1280, height: 820 }, [left, right], { x: 2200, y: 100 }],
    ['of which the second has gone', { x: 2200, y: 100, width: 1280, height: 820 }, [left], { x: 640, y: 100 }],
    ['mostly on the second', { x: 1800, y: 0, width: 1280, height: 820 }, [left, right], { x: 1920, y: 0 }],
    ['mostly on the first', { x: 900, y: 500, width: 1280, height: 820 }, [left, right], { x: 640, y: 220 }],
    [
      'of which the first is smaller now',
      { x: 0, y: 0, width: 1900, height: 1000 },
      [{ x: 0, y: 0, width: 1280, height: 700 }],
      { x: 0, y: 0, width: 1280, height: 700 },
    ],
  ])('a window %s', (_where, bounds, displays, expected) => {
    expect(clampToDisplays(bounds, displays)).toMatchObject(expected);
  });
});

describe('window state', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'gapscope-')), 'window.json');

  it('is read as it was written', () => {
    const state = { bounds: { x: 1, y: 2, width: 800, height: 600 }, maximised: true };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
  });

  it('that cannot be kept is no reason not to close', () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    writeWindowState(join(file, 'not-a-folder', 'x.json'), {
      bounds: { x: 1, y: 2, width: 3, height: 4 },
      maximised: false,
    });
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });

  it.each(['', '{', '{"bounds":{"x":0,"y":0,"width":0,"height":0},"maximised":false}'])(
    'ignores a damaged file: %j',
    (text) => {
      writeFileSync(file, text);
      expect(readWindowState(file)).toBeUndefined();
    },
  );
});
