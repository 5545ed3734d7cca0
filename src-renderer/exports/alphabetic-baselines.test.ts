import { expect, it } from 'vitest';
import { alphabeticBaselines } from './alphabetic-baselines';

it('moves words down by a third of their size, and leaves others where they are', () => {
  const svg =
    '<text dominant-baseline="central" style="font-size:10px;font-family:x;" y="-3" transform="scale(1)">a</text><text y="5" style="font-size:10px">b</text><text x="1" dominant-baseline="central" style="font-size:20px">c</text>';
  expect(alphabeticBaselines(svg)).toBe(
    '<text y="0.46" style="font-size:10px;font-family:x;" transform="scale(1)">a</text><text y="5" style="font-size:10px">b</text><text y="6.92" x="1" style="font-size:20px">c</text>',
  );
});
