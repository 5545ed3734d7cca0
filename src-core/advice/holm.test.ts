import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from './holm';

describe('holm', () => {
  it('is the textbook example', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  it('rejects what stepping down by α/(m − i) rejects', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (pValues) => {
        const alpha = 0.05;
        const ascending = [...pValues].sort((a, b) => a - b);
        const kept = ascending.findIndex((p, i) => (ascending.length - i) * p > alpha);
        const rejected = kept < 0 ? ascending.length : kept;
        expect(holm(pValues).filter((p) => p <= alpha)).toHaveLength(rejected);
      }),
    );
  });
});
