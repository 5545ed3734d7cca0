import { expect, it } from 'vitest';
import type { GroupContext } from '#core/groups/define-group';
import { groupRegistry, resolveGroup } from '#core/groups/registry';
import { cloud, image } from './group-cases';

it('knows only its own references', () => {
  expect(() => resolveGroup('nonsense', { ambientDimension: 2 })).toThrow(
    /Unknown group 'nonsense'; expected one of .*so2/,
  );
  expect(() => resolveGroup('so2?order=3', { ambientDimension: 2 })).toThrow(
    /order.*its parameters: planes, frequencies/,
  );
  expect(resolveGroup('so2?planes=0-1&frequencies=2', { ambientDimension: 2 })).toMatchObject({
    id: 'so2',
    label: 'Rotations SO(2) (planes 0-1; frequencies 2)',
    reference: 'so2?frequencies=2&planes=0-1',
  });
});

it.each<[string, GroupContext, RegExp]>([
  ['so2', { ambientDimension: 3 }, /coordinates the last \(2\) has no partner 3/],
  ['so2?planes=0-1,2-5', { ambientDimension: 4 }, /needs coordinate 5, but the data has only coordinates 0 to 3/],
  ['so2?planes=7-1,2-5', { ambientDimension: 4 }, /needs coordinates 5, 7, but/],
  ['pixel-shift?shape=3x3', { ambientDimension: 12 }, /coordinates 9 to 11 are left over/],
  ['orthogonal?dimension=1000', { ambientDimension: 1000 }, /dimension/],
  ['orthogonal', cloud(1, 1000), /expected at most 64/],
  ['so2?__proto__=3', { ambientDimension: 2 }, /__proto__/],
  [
    'product?factors=trivial[0:2]*so2(planes=0-5)[2:6]',
    { ambientDimension: 6 },
    /factor 'so2\?planes=0-5' on coordinates 2 to 5 of the data's 6, counted from 0 there: .*needs coordinate 5/,
  ],
  ['so2?planes=0-1,1-2', { ambientDimension: 4 }, /coordinate 1 twice/],
  ['o2?frequencies=1,2,3', { ambientDimension: 4 }, /3 frequencies for 2 planes/],
  ['cyclic?order=3&frequencies=0,0', { ambientDimension: 4 }, /All frequencies/],
  ['orthogonal', { ambientDimension: 6 }, /needs the dimension of each point/],
  ['special-orthogonal?dimension=3', { ambientDimension: 8 }, /lacks coordinates 8 to 8/],
  ['point-cloud-symmetry?dimension=3', { ambientDimension: 7 }, /lacks coordinates 7 to 8/],
  ['permutation?block=4', { ambientDimension: 10 }, /lacks coordinates 10 to 11/],
  ['pixel-shift', { ambientDimension: 9 }, /needs the shape of an image/],
  ['pixel-shift?shape=3x4', { ambientDimension: 10 }, /coordinates 10 to 11 are missing/],
  ['continuous-shift?shape=2x2', { ambientDimension: 4 }, /at least 3 rows or columns/],
  ['square?shape=2x3', { ambientDimension: 6 }, /2 rows and 3 columns/],
  ['product?factors=so2[0:4]*sign[4:9]', { ambientDimension: 6 }, /coordinates 6 to 8 are missing/],
  ['product?factors=so2[0:4]*sign[3:5]', { ambientDimension: 6 }, /share coordinates/],
  ['product?factors=so2', { ambientDimension: 6 }, /no slice/],
])('says why %s does not fit', (reference, context, message) => {
  expect(() => resolveGroup(reference, context)).toThrow(message);
  expect(() => resolveGroup(reference, context)).toThrow(expect.objectContaining({ name: 'ExpectedError' }));
});

it('suggests the groups that suit the data', () => {
  const suited = (context: GroupContext): string[] =>
    groupRegistry.all.filter((definition) => definition.suits(context)).map((definition) => definition.id);
  const plain = (ambientDimension: number): GroupContext => ({ ambientDimension, layout: { kind: 'plain' } });
  expect(suited(image(28, 28))).toEqual(['continuous-shift', 'pixel-shift', 'sign', 'square', 'trivial']);
  expect(suited(image(3, 5))).toEqual(['continuous-shift', 'pixel-shift', 'sign', 'trivial']);
  expect(suited(cloud(4, 3))).toEqual([
    'orthogonal',
    'permutation',
    'point-cloud-symmetry',
    'sign',
    'special-orthogonal',
    'trivial',
  ]);
  expect(suited(plain(4))).toEqual(['cyclic', 'dihedral', 'o2', 'permutation', 'sign', 'so2', 'trivial']);
  expect(suited(plain(500))).toEqual(['sign', 'trivial']);
  const contexts = [image(28, 28), image(1, 40), cloud(4, 3), cloud(2, 2), plain(2), plain(16), plain(3), plain(1)];
  for (const context of contexts) {
    for (const id of suited(context))
      expect(resolveGroup(id, context).group.ambientDimension).toBe(context.ambientDimension);
  }
});

it('refuses a matrix of all pairs of very many points, but sorts as many coordinates', () => {
  const D = 100_000;
  const { group } = resolveGroup('permutation', { ambientDimension: D });
  const x = Float64Array.from({ length: D }, (_, k) => (k * 7919) % D);
  const y = Float64Array.from({ length: D }, (_, k) => k);
  const out = new Float64Array(1);
  group.align({ count: 1, dimension: D, values: y }, { count: 1, dimension: D, values: x }, out);
  const squares = ((D - 1) * D * (2 * D - 1)) / 6;
  expect(out[0]).toBe(squares);
  const { value, element } = group.alignPair(y, x);
  const moved = new Float64Array(D);
  group.act(element, x, moved);
  expect(value).toBe(squares);
  expect(moved).toEqual(y);
  expect(() => group.posteriorMean(y, x, 1, moved)).toThrow(expect.objectContaining({ code: 'too-large' }));
  const points = resolveGroup('permutation?block=2', { ambientDimension: D }).group;
  expect(() => points.alignPair(y, x)).toThrow(expect.objectContaining({ code: 'too-large' }));
});

it.each<[string, GroupContext, boolean]>([
  ['so2?frequencies=1,2', { ambientDimension: 4 }, true],
  ['permutation', { ambientDimension: 12 }, true],
  ['permutation', { ambientDimension: 13 }, false],
  ['orthogonal', cloud(3, 4), true],
  ['orthogonal', cloud(3, 5), false],
  ['point-cloud-symmetry', cloud(8, 2), true],
  ['point-cloud-symmetry', cloud(7, 3), true],
  ['point-cloud-symmetry', cloud(8, 3), false],
  ['product?factors=so2[0:2]*permutation[2:15]', { ambientDimension: 15 }, false],
])('says whether the means of %s are exact', (reference, context, exactMean) => {
  expect(resolveGroup(reference, context).group.exactMean).toBe(exactMean);
});

it('has positive, finite volumes whatever the number of elements', () => {
  for (const [reference, context] of [
    ['point-cloud-symmetry', cloud(200, 3)],
    ['product?factors=permutation[0:170]*permutation[170:340]', { ambientDimension: 340 }],
    ['special-orthogonal', cloud(2, 64)],
  ] as const) {
    const { volume } = resolveGroup(reference, context).group;
    expect(volume).toBeGreaterThan(0);
    expect(volume).toBeLessThan(Infinity);
  }
});
