import { expect, it } from 'vitest';
import { CrashGuard } from './crash-guard';

it('loads a page again that breaks down now and then, and asks about one that does so at once', () => {
  let time = 0;
  const guard = new CrashGuard(() => time);
  expect(guard.broken()).toBe('load');
  time = 3_000;
  expect(guard.broken()).toBe('ask');
  time = 9_000;
  expect(guard.broken()).toBe('ask');
  time = 60_000;
  expect(guard.broken()).toBe('load');
});
