import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issueLine } from './errors';

const schema = z.object({
  data: z.object({ rows: z.int().min(2).max(100) }),
  share: z.number().gt(0).lt(1),
  name: z.string().min(1),
});
const sound = { data: { rows: 2 }, share: 0.5, name: 'a' };

describe('issueLine', () => {
  it.each([
    [{ ...sound, data: { rows: 1 } }, 'rows: expected at least 2'],
    [{ ...sound, data: { rows: 101 } }, 'rows: expected at most 100'],
    [{ ...sound, data: { rows: 2.5 } }, 'rows: expected a whole number'],
    [{ ...sound, share: 0 }, 'share: expected more than 0'],
    [{ ...sound, share: 1 }, 'share: expected less than 1'],
    [{ ...sound, data: 7 }, 'data: Invalid input: expected object, received number'],
    [{ ...sound, name: '' }, 'name: Too small: expected string to have >=1 characters'],
  ])('says in words what is wrong with %j', (given, line) => {
    const { error } = schema.safeParse(given);
    expect(error === undefined ? '' : issueLine(error)).toBe(line);
  });
});
