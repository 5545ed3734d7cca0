import { ExpectedError } from '../errors';

/** Training-set sizes: a list, or so many integers from one to another, evenly spaced in log n. */
export type Sizes = readonly number[] | { readonly from: number; readonly to: number; readonly count: number };

/**
 * The sizes in ascending order without repeats. Where the range holds fewer integers than asked for, or neighbours round to the
 * same integer, there are fewer than `count`.
 * @throws ExpectedError('invalid-input') where `to` is below `from`, or one size is asked of a range
 */
export function listSizes(sizes: Sizes): readonly number[] {
  const values = 'from' in sizes ? spaced(sizes) : sizes;
  return [...new Set(values)].sort((a, b) => a - b);
}

function spaced({ from, to, count }: { from: number; to: number; count: number }): readonly number[] {
  if (to < from)
    throw new ExpectedError('invalid-input', `sizes: 'to' is ${to}, below 'from', ${from}; expected at least as much.`);
  if (count === 1 && to !== from)
    throw new ExpectedError('invalid-input', `sizes: one size from ${from} to ${to}; expected a count of at least 2.`);
  if (count === 1) return [from];
  const ratio = Math.log(to / from);
  return Array.from({ length: count }, (_, i) => Math.round(from * Math.exp((ratio * i) / (count - 1))));
}
