import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, ref } from 'vue';
import { z } from 'zod';
import { keepForSession } from './keep-for-session';

const storage = new Map<string, string>();
beforeEach(() => {
  vi.useFakeTimers();
  storage.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const schema = z.object({ name: z.string() });

/** A page that keeps a name. */
function page() {
  const value = ref({ name: 'first' });
  keepForSession(
    'x',
    schema,
    () => value.value,
    (kept) => (value.value = kept),
  );
  return value;
}

describe('keepForSession', () => {
  it('finds again in a page that was loaded anew what it kept', async () => {
    const before = page();
    before.value.name = 'typed';
    await nextTick();
    vi.advanceTimersByTime(300);
    expect(page().value).toEqual({ name: 'typed' });
  });

  it.each(['{"name":', '{"name":1}', 'null'])('begins anew where that is damaged: %s', (text) => {
    storage.set('gapscope.kept.x', text);
    expect(page().value).toEqual({ name: 'first' });
  });

  it('does not keep what is too large', async () => {
    const value = page();
    value.value.name = 'a'.repeat(3_000_000);
    await nextTick();
    vi.advanceTimersByTime(300);
    expect(storage.size).toBe(0);
  });
});
