import { expect, it } from 'vitest';
import { parseSizeList } from './parse-size-list';

it.each([
  ['', []],
  ['16', [16]],
  [' 16, 64 256,', [16, 64, 256]],
  ['16, 1e2', [16, 100]],
  ['16; 64', null],
  ['0', null],
  ['1.5', null],
])('parseSizeList(%j)', (text, expected) => {
  expect(parseSizeList(text)).toEqual(expected);
});
