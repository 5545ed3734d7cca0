import { describe, expect, it, vi } from 'vitest';
import type { Action } from '../actions/action';
import { actionItems, findItems, type PaletteItem } from './palette-items';

const item = (kind: string, title: string): PaletteItem => ({
  ...{ id: `${kind} ${title}`, kind, title, detail: '' },
  run: () => undefined,
});
const items = [
  item('View', 'Measure'),
  item('View', 'Sweep'),
  item('Preset', 'Points of a torus'),
  item('Preset', 'Circle'),
  item('Stored sweep', 'My torus'),
];
const titles = (typed: string): string[] => findItems(items, typed, 10).map(({ title }) => title);

describe('findItems', () => {
  it('keeps the order where nothing is typed, and offers at most so many', () => {
    expect(titles(' ')).toEqual(items.map(({ title }) => title));
    expect(findItems(items, '', 2)).toHaveLength(2);
  });

  it('looks in titles first, and in the kind with them', () => {
    expect(titles('sweep')[0]).toBe('Sweep');
    expect(titles('preset torus')).toEqual(['Points of a torus']);
    const scattered = item('Preset', 'Symmetric to or: a torus, remembered');
    expect(findItems([scattered, ...items], 'stored torus', 1)[0]?.title).toBe('My torus');
    const [found] = findItems(items, 'preset ci', 1);
    expect(found?.title).toBe('Circle');
    expect(found?.letters).toEqual([0, 1]);
  });
});

describe('actionItems', () => {
  it('are the actions that can be done, with their submenu', async () => {
    const run = vi.fn(() => Promise.resolve());
    const action = (id: string, fields: Partial<Action> = {}): Action => ({
      ...{ id, title: id, menu: 'view', section: 0, enabled: true, run: () => undefined },
      ...fields,
    });
    const dark = action('dark', { submenu: 'Theme' });
    const made = actionItems([action('x', { enabled: false }), action('view.palette'), dark], run);
    expect(made.map(({ title }) => title)).toEqual(['Theme: dark']);
    await made[0]?.run();
    expect(run).toHaveBeenCalledExactlyOnceWith(dark);
  });
});
