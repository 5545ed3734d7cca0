import { describe, expect, it } from 'vitest';
import { curveTitle } from './curve-title';

const names = new Map([
  ['trivial', 'No symmetry'],
  ['so2', 'Rotations SO(2)'],
  ['lloyd', 'Lloyd quantisation'],
]);

describe('curveTitle', () => {
  it.each([
    ['trivial', 'No symmetry'],
    ['so2?frequencies=1,2', 'Rotations SO(2) (frequencies=1,2)'],
    ['so2?frequencies=1,2&planes=0-1, lloyd', 'Rotations SO(2) (frequencies=1,2, planes=0-1), Lloyd quantisation'],
    ['something else', 'something else'],
  ])('%s is read as %s', (label, title) => {
    expect(curveTitle(label, names)).toBe(title);
  });

  it('tells curves apart whose references differ', () => {
    expect(curveTitle('so2?frequencies=1,2', names)).not.toBe(curveTitle('so2', names));
  });
});
