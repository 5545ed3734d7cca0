import { describe, expect, it } from 'vitest';
import { parseFactors } from './factors';

describe('parseFactors', () => {
  it('reads ids, parameters and slices', () => {
    expect(parseFactors('so2(frequencies=1,2)[0:4]*permutation[4:8]')).toEqual([
      { id: 'so2', reference: 'so2?frequencies=1,2', slice: { from: 0, to: 4 } },
      { id: 'permutation', reference: 'permutation', slice: { from: 4, to: 8 } },
    ]);
  });

  it('reads factors without slices or parameters', () => {
    expect(parseFactors('circle(radius=2) * sphere(dimension=2)*cube()')).toEqual([
      { id: 'circle', reference: 'circle?radius=2', slice: undefined },
      { id: 'sphere', reference: 'sphere?dimension=2', slice: undefined },
      { id: 'cube', reference: 'cube', slice: undefined },
    ]);
  });

  it('separates parameters by commas or semicolons, and leaves lists whole', () => {
    const references = [
      'so2(planes=0-1,2-3,frequencies=1,2)',
      'so2(planes=0-1,2-3; frequencies=1,2)',
      'square(shape=3x3)',
    ].map((text) => parseFactors(text)[0]?.reference);
    expect(references).toEqual([
      'so2?planes=0-1,2-3&frequencies=1,2',
      'so2?planes=0-1,2-3&frequencies=1,2',
      'square?shape=3x3',
    ]);
  });

  it('keeps & in values', () => {
    expect(parseFactors('data-set(path=a&b)')[0]?.reference).toBe('data-set?path=a%26b');
  });

  it('nests', () => {
    expect(parseFactors('product(factors=so2[0:2]*sign[2:3])[0:3]*trivial[3:4]')).toEqual([
      { id: 'product', reference: 'product?factors=so2[0:2]*sign[2:3]', slice: { from: 0, to: 3 } },
      { id: 'trivial', reference: 'trivial', slice: { from: 3, to: 4 } },
    ]);
  });

  it.each([
    ['', /factor '' is not understood/],
    ['so2*', /factor '' is not understood/],
    ['so2[4:4]', /slice of 'so2\[4:4\]' is empty/],
    ['so2[4]', /not understood/],
    ['so2(1,2)', /parameter '1'; expected key=value/],
    ['so2(frequencies=1', /unbalanced/],
    ['so2)frequencies(', /unbalanced/],
    ['SO(2)', /not understood/],
  ])('refuses %j', (text, message) => {
    expect(() => parseFactors(text)).toThrow(message);
  });
});
