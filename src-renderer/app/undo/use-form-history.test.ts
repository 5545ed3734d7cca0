import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, reactive } from 'vue';
import { useFormHistory } from './use-form-history';
import { useUndoStore } from './undo-store';

vi.mock('vue-router', () => ({ useRoute: () => ({ path: '/sweep/7' }) }));

beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
});
afterEach(() => void vi.useRealTimers());

function form() {
  const settings = reactive({ name: 'a', groups: ['trivial'] });
  useFormHistory(
    '/sweep',
    'the sweep',
    () => settings,
    (value) => Object.assign(settings, value),
  );
  return { settings, store: useUndoStore() };
}

describe('useFormHistory', () => {
  it('takes letters of one word as one change, and goes back and forth', async () => {
    const { settings, store } = form();
    for (const name of ['to', 'tor', 'torus']) {
      settings.name = name;
      await nextTick();
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(400);
    settings.groups.push('so2');
    await nextTick();
    vi.advanceTimersByTime(400);
    await store.undo();
    expect(settings).toEqual({ name: 'torus', groups: ['trivial'] });
    await nextTick();
    vi.advanceTimersByTime(400);
    await store.undo();
    expect(settings).toEqual({ name: 'a', groups: ['trivial'] });
    expect(store.next).toBeUndefined();
    await store.redo();
    await store.redo();
    expect(settings).toEqual({ name: 'torus', groups: ['trivial', 'so2'] });
    expect(store.again).toBeUndefined();
  });

  it('takes back a change that was made a moment ago', async () => {
    const { settings, store } = form();
    settings.name = 'b';
    await nextTick();
    expect(store.next?.what).toBe('change of the sweep');
    await store.undo();
    expect(settings.name).toBe('a');
    expect(store.again?.what).toBe('change of the sweep');
  });

  it('has nothing to undo where a field took its own change back', async () => {
    const { settings, store } = form();
    settings.name = 'b';
    await nextTick();
    settings.name = 'a';
    await nextTick();
    expect(store.next).toBeUndefined();
  });

  it('takes what is typed after an undo as a change of its own', async () => {
    const { settings, store } = form();
    settings.name = 'b';
    await nextTick();
    await store.undo();
    settings.name = 'c';
    await nextTick();
    expect(store.again).toBeUndefined();
    await store.undo();
    expect(settings.name).toBe('a');
    expect(store.next).toBeUndefined();
  });
});
