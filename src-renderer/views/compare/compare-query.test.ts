import { describe, expect, it } from 'vitest';
import {
  isCompared,
  readComparison,
  withCurve,
  withSweep,
  withoutSweep,
  writeComparison,
  type Comparison,
} from './compare-query';

const known = [
  { sweep: 'a', label: 'trivial' },
  { sweep: 'a', label: 'so2?planes=0-1,2-3, lloyd' },
  { sweep: 'b', label: 'trivial' },
];
const shown = (comparison: Comparison): string[] =>
  known
    .filter(({ sweep, label }) => isCompared(comparison, sweep, label))
    .map(({ sweep, label }) => `${sweep}/${label}`);

describe('a comparison in the address', () => {
  it('reads ids, and all their curves where none is named', () => {
    const found = readComparison({ sweeps: 'a, b,,a' });
    expect(found).toEqual({ sweeps: ['a', 'b'], curves: null });
    expect(shown(found)).toHaveLength(3);
  });

  it('reads curves of sweeps, of all sweeps, and of sweeps that are not named otherwise', () => {
    expect(shown(readComparison({ sweeps: 'a,b', curves: 'trivial' }))).toEqual(['a/trivial', 'b/trivial']);
    const one = readComparison({ curves: ['a/so2?planes=0-1,2-3, lloyd'] });
    expect(one.sweeps).toEqual(['a']);
    expect(shown(one)).toEqual(['a/so2?planes=0-1,2-3, lloyd']);
  });

  it('comes back as it was written', () => {
    for (const comparison of [
      { sweeps: ['a', 'b'], curves: null },
      { sweeps: ['a', 'b'], curves: ['a/so2?planes=0-1,2-3, lloyd', 'b/*'] },
    ]) {
      const query = Object.fromEntries(
        Object.entries(writeComparison(comparison)).map(([key, value]) => [
          key,
          Array.isArray(value) ? value.map(String) : String(value),
        ]),
      );
      expect(readComparison(query)).toEqual(comparison);
    }
    expect(writeComparison({ sweeps: [], curves: null })).toEqual({});
    expect(readComparison({})).toEqual({ sweeps: [], curves: null });
  });
});

describe('changing a comparison', () => {
  const both: Comparison = { sweeps: ['a', 'b'], curves: null };

  it('takes a curve out and puts it back', () => {
    const less = withCurve(both, known, { sweep: 'a', label: 'trivial' }, false);
    expect(shown(less)).toEqual(['a/so2?planes=0-1,2-3, lloyd', 'b/trivial']);
    expect(withCurve(less, known, { sweep: 'a', label: 'trivial' }, true)).toEqual(both);
  });

  it('adds a sweep with all its curves, and takes one out with all of them', () => {
    const less = withCurve({ sweeps: ['a'], curves: null }, known.slice(0, 2), { sweep: 'a', label: 'trivial' }, false);
    const more = withSweep(less, 'b');
    expect(shown(more)).toEqual(['a/so2?planes=0-1,2-3, lloyd', 'b/trivial']);
    expect(withSweep(more, 'b')).toBe(more);
    expect(shown(withoutSweep(more, 'a'))).toEqual(['b/trivial']);
    expect(withoutSweep(withoutSweep(more, 'a'), 'b')).toEqual({ sweeps: [], curves: null });
  });

  it('keeps all curves of a sweep that has not been read yet', () => {
    const less = withCurve(
      { sweeps: ['a', 'c'], curves: null },
      known.slice(0, 2),
      { sweep: 'a', label: 'trivial' },
      false,
    );
    expect(isCompared(less, 'c', 'anything')).toBe(true);
  });
});
