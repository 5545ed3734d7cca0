import { describe, expect, it } from 'vitest';
import type { RunGroups } from '#contract/runs';
import { groupOrder } from './group-order';

const groups: RunGroups = {
  sweeps: ['a', 'b', 'c', 'd'],
  sweepNames: ['Beta', 'alpha', 'Beta', 'gamma'],
  curves: ['x', 'x', 'y', 'z'],
  smallest: Int32Array.of(8, 4, 8, 2),
  largest: Int32Array.of(8, 4, 8, 2),
  runs: Int32Array.of(1, 2, 3, 4),
  means: {
    gap: { mean: Float64Array.of(3, NaN, 1, 2), halfWidth: new Float64Array(4), count: Int32Array.of(1, 0, 1, 1) },
  },
  dimension: Float64Array.of(NaN, 2, 1, NaN),
  lower: new Float64Array(4),
  upper: new Float64Array(4),
};

describe('the order of groups', () => {
  it.each([
    ['gap', false, [2, 3, 0, 1]],
    ['gap', true, [0, 3, 2, 1]],
    ['n', false, [3, 1, 0, 2]],
    ['sweep', false, [1, 0, 2, 3]],
    ['dimension', true, [1, 2, 0, 3]],
    ['unknown', true, [0, 1, 2, 3]],
  ])('by %s, descending: %s', (column, descending, expected) => {
    expect(groupOrder(groups, { column, descending })).toEqual(expected);
  });

  it('is that of the table where none is asked for', () => {
    expect(groupOrder(groups, null)).toEqual([0, 1, 2, 3]);
  });
});
