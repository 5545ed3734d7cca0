import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

describe('window state', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'gapscope-')), 'window.json');

  it('is read as it was written', () => {
    const state = { bounds: { x: 1, y: 2, width: 800, height: 600 }, maximised: true };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
  });

  it.each(['', '{', '{"bounds":{"x":0,"y":0,"width":0,"height":0},"maximised":false}'])(
    'ignores a damaged file: %j',
    (text) => {
      writeFileSync(file, text);
      expect(readWindowState(file)).toBeUndefined();
    },
  );
});
