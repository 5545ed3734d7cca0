import { describe, expect, it } from 'vitest';
import { mergeLosses } from './merge-losses';

const known = { steps: [1, 2], values: [4, 3] };

describe('mergeLosses', () => {
  it('goes on with what is known', () => {
    expect(mergeLosses(known, { id: 'a', from: 2, steps: [3], values: [2] })).toEqual({
      steps: [1, 2, 3],
      values: [4, 3, 2],
    });
  });

  it('takes back what a training that went on from earlier has made void', () => {
    expect(mergeLosses(known, { id: 'a', from: 1, steps: [5], values: [null] })).toEqual({
      steps: [1, 5],
      values: [4, null],
    });
    expect(mergeLosses(known, { id: 'a', from: 0, steps: [], values: [] })).toEqual({ steps: [], values: [] });
  });

  it('says where something was missed', () => {
    expect(mergeLosses(known, { id: 'a', from: 3, steps: [4], values: [1] })).toBeUndefined();
  });
});
