import { expect, it } from 'vitest';
import { rangeText } from './range-text';

const parameter = { name: 'p', type: 'integer', description: '', default: 3, optional: false };

it.each([
  [{ ...parameter, minimum: 1, maximum: 4096 }, 'Whole number, 1 to 4,096. Default 3.'],
  [{ ...parameter, type: 'real', default: 0.5, minimum: 0 }, 'Number, at least 0. Default 0.5.'],
  [
    { ...parameter, type: 'planes', default: null, optional: true },
    'Pairs of coordinates, as 0-1,2-3. Chosen from the data where left empty.',
  ],
  [{ ...parameter, type: 'text', default: null }, 'Must be given.'],
  [{ ...parameter, type: 'choice', default: 'none' }, 'Default none.'],
])('of %j is %s', (one, text) => {
  expect(rangeText(one)).toBe(text);
});
