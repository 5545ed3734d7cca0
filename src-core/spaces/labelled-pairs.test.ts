import { describe, expect, it } from 'vitest';
import { labelledPairs } from './labelled-pairs';

const points = { count: 4, dimension: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) };

describe('labelledPairs', () => {
  it('appends the unit vector of each label, numbers in their order', () => {
    const { points: pairs, layout } = labelledPairs('x', points, ['10', '9', '10', '-1']);
    expect(layout).toEqual({ kind: 'pair', inputs: 2, outputs: 3, classes: true });
    expect(pairs.values).toEqual(Float32Array.of(1, 2, 0, 0, 1, 3, 4, 0, 1, 0, 5, 6, 0, 0, 1, 7, 8, 1, 0, 0));
  });

  it('takes names in the order of their letters, whatever the order of the rows', () => {
    const { points: pairs } = labelledPairs('x', points, ['pear', '2', 'apple', 'pear']);
    expect([...pairs.values].filter((_, at) => at % 5 >= 2)).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('says what is missing', () => {
    expect(() => labelledPairs('x.npy', points, undefined)).toThrow("The data set 'x.npy' has no labels to predict");
    expect(() => labelledPairs('x.npy', points, ['a', 'a', 'a', 'a'])).toThrow('has 1 different labels');
  });
});
