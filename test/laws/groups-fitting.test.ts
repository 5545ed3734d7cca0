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
