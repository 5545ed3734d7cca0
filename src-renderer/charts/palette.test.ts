import { describe, expect, it } from 'vitest';
import { curveColour, curveSymbol } from './palette';

describe('the palette', () => {
  it('tells 64 curves apart, in light and dark', () => {
    for (const dark of [false, true]) {
      const looks = Array.from({ length: 64 }, (_, index) => `${curveColour(index, dark)} ${curveSymbol(index)}`);
      expect(new Set(looks).size).toBe(64);
    }
  });
});
