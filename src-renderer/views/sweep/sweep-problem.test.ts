import { expect, it } from 'vitest';
import { problemLine, problemOfMessage } from './sweep-problem';

it.each([
  ['groups.1: The group ‘x’ is unknown.', { field: 'groups', index: 1, text: 'The group ‘x’ is unknown.' }],
  ['testPoints: too many\nof them', { field: 'testPoints', index: null, text: 'too many\nof them' }],
  ['sizes: ‘to’ is 3: too small', { field: 'sizes', index: null, text: '‘to’ is 3: too small' }],
  ['The disk is full.', { field: null, index: null, text: 'The disk is full.' }],
])('the field of ‘%s’ is found', (message, problem) => {
  expect(problemOfMessage(message)).toEqual(problem);
});

it('is said with the field’s name', () => {
  expect(problemLine({ field: 'testPoints', index: null, text: 'too many' })).toBe('Test points: too many');
});
