import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignColours } from './assign-colours';

describe('assignColours', () => {
  const a = [
    { key: 'a/0', own: 0 },
    { key: 'a/1', own: 1 },
  ];
  const b = [
    { key: 'b/0', own: 0 },
    { key: 'b/1', own: 1 },
  ];

  it('leaves curves that are alone their own colours', () => {
    expect([...assignColours(b, {}).values()]).toEqual([0, 1]);
  });

  it('gives those that come later what is free, and keeps all when one is added, left out or moved', () => {
    const both = assignColours([...a, ...b], {});
    expect(Object.fromEntries(both)).toEqual({ 'a/0': 0, 'a/1': 1, 'b/0': 2, 'b/1': 3 });
    const kept = Object.fromEntries(both);
    expect(assignColours([...b, ...a], kept)).toEqual(new Map([...both].reverse().map((entry) => entry)));
    expect(assignColours([b[1] ?? { key: '', own: 0 }], kept).get('b/1')).toBe(3);
    const more = assignColours([{ key: 'c/0', own: 0 }, ...a, ...b], kept);
    for (const [key, index] of both) expect(more.get(key)).toBe(index);
    expect(more.get('c/0')).toBe(4);
  });

  it('never gives two curves the same', () => {
    const curve = fc.record({ key: fc.string({ maxLength: 2 }), own: fc.nat(5) });
    fc.assert(
      fc.property(
        fc.uniqueArray(curve, { selector: ({ key }) => key }),
        fc.dictionary(fc.string({ maxLength: 2 }), fc.nat(5)),
        (curves, kept) => {
          const found = assignColours(curves, kept);
          expect(found.size).toBe(curves.length);
          expect(new Set(found.values()).size).toBe(curves.length);
        },
      ),
    );
  });
});
