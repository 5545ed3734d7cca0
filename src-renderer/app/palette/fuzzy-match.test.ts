import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzyMatch } from './fuzzy-match';

/** The texts that match, best first. */
function found(typed: string, texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => {
      const match = fuzzyMatch(typed, text);
      return match === undefined ? [] : [{ text, score: match.score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text);
}

describe('fuzzyMatch', () => {
  it.each([
    ['ns', ['Unsorted', 'New sweep'], ['New sweep', 'Unsorted']],
    ['sweep', ['Export the whole sweep as text', 'Sweep', 'Swept'], ['Sweep', 'Export the whole sweep as text']],
    ['pause sw', ['Pause sweep', 'Sweep: pause', 'Paste'], ['Pause sweep', 'Sweep: pause']],
    ['TORUS', ['Torus by rotation'], ['Torus by rotation']],
    ['xyz', ['Export'], []],
    ['', ['A', 'Bb'], ['A', 'Bb']],
  ])('%s in %j', (typed, texts, expected) => {
    expect(found(typed, texts)).toEqual(expected);
  });

  it('tells which letters match: those that begin words before others', () => {
    expect(fuzzyMatch('os', 'Open recent sweep')?.letters).toEqual([0, 12]);
    expect(fuzzyMatch('th', 'Theme: the system')?.letters).toEqual([0, 1]);
  });

  it('finds whatever was left of a text by crossing letters out, and marks just what was typed', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aAbB cdé-1'), maxLength: 30 });
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.boolean()), (full, keep) => {
        const typed = [...full].filter(() => keep.next().value === true).join('');
        const match = fuzzyMatch(typed, full);
        expect(match).toBeDefined();
        const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
        const letters = match?.letters ?? [];
        expect(new Set(letters).size).toBe(letters.length);
        if (words.length === 1) expect(letters.map((index) => full[index]?.toLowerCase()).join('')).toBe(words[0]);
      }),
    );
  });
});
