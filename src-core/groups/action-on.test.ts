import { describe, expect, it } from 'vitest';
import { zeroPoints } from '../mathematics/points';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import type { PairLayout } from '../spaces/layout';
import { actionOn } from './action-on';
import { resolveGroup } from './registry';

const pair: PairLayout = { kind: 'pair', inputs: 4, outputs: 4, classes: false };
const context = { ambientDimension: 8, layout: pair };

describe('actionOn', () => {
  it.each([
    'so2?frequencies=1,1,2,3',
    'o2?frequencies=1,2,2,1',
    'cyclic?order=6&frequencies=1,1,2,2',
    'dihedral?order=5',
    'sign',
    'product?factors=so2[0:4]*sign[4:8]',
    'product?factors=so2(frequencies=1,2)[0:4]*cyclic(order=3)[4:8]',
  ])('of %s is that of the group on points that are 0 elsewhere', (reference) => {
    const { group } = resolveGroup(reference, context);
    const random = randomStream(['action', reference]);
    for (const [from, to] of [
      [0, 4],
      [4, 8],
    ] as const) {
      const own = actionOn(group, from, to);
      const [y, z] = [normalPoints(random, 5, 4), normalPoints(random, 5, 4)];
      const whole = (points: typeof y) => {
        const all = zeroPoints(5, 8);
        for (let i = 0; i < 5; i++) all.values.set(points.values.subarray(4 * i, 4 * i + 4), 8 * i + from);
        return all;
      };
      const [ownValues, values] = [new Float64Array(25), new Float64Array(25)];
      own.align(y, z, ownValues);
      group.align(whole(y), whole(z), values);
      values.forEach((value, k) => expect(ownValues[k]).toBeCloseTo(value, 9));
      // Elements mean the same.
      const g = group.sample(random);
      const [image, ownImage] = [new Float64Array(8), new Float64Array(4)];
      group.act(g, whole(z).values.subarray(0, 8), image);
      own.act(g, z.values.subarray(0, 4), ownImage);
      ownImage.forEach((value, k) => expect(value).toBeCloseTo(image[from + k] ?? NaN, 12));
      const { element, value } = own.alignPair(y.values.subarray(0, 4), z.values.subarray(0, 4));
      group.act(element, whole(z).values.subarray(0, 8), image);
      const reached = Array.from(y.values.subarray(0, 4)).reduce(
        (sum, one, k) => sum + one * (image[from + k] ?? 0),
        0,
      );
      expect(reached).toBeCloseTo(value, 9);
      expect(own.orbitDimension(z.values.subarray(0, 4))).toBe(group.orbitDimension(whole(z).values.subarray(0, 8)));
    }
  });

  it('counts the elements that leave the coordinates alone', () => {
    const { group } = resolveGroup('cyclic?order=6&frequencies=1,1,2,2', context);
    expect([actionOn(group, 0, 4).genericStabiliser, actionOn(group, 4, 8).genericStabiliser]).toEqual([1, 2]);
    const { group: product } = resolveGroup('product?factors=cyclic(order=3)[0:4]*sign[4:8]', context);
    expect([actionOn(product, 0, 4).genericStabiliser, actionOn(product, 4, 8).genericStabiliser]).toEqual([2, 3]);
  });

  it('is trivial where nothing is moved', () => {
    const { group } = resolveGroup('so2?planes=0-1,2-3', context);
    expect(actionOn(group, 4, 8).order).toBe(1);
    expect(actionOn(group, 0, 4).order).toBe(Infinity);
    expect(actionOn(group, 0, 8)).toBe(group);
  });
});

describe('a group of pairs', () => {
  it.each([
    ['permutation', /moves (in|out)put coordinate \d to (in|out)put coordinate \d/],
    ['so2?planes=0-1,3-4', /moves input coordinate 3 to output coordinate 4; expected .*0 to 3.*4 to 7/],
  ])('that takes inputs to outputs is refused: %s', (reference, message) => {
    expect(() => resolveGroup(reference, context)).toThrow(
      expect.objectContaining({ code: 'does-not-fit', message: expect.stringMatching(message) }),
    );
  });
});
