import { describe, expect, it } from 'vitest';
import { taskRegistry } from '../spaces/registry';
import { trainerRegistry } from '../trainers/registry';
import { groupRegistry } from '../groups/registry';
import { settingsOf } from './settings-of';

describe('settingsOf', () => {
  it('gives numbers as numbers, and defaults where nothing was said', () => {
    expect(settingsOf(taskRegistry, 'torus').get('dimension')).toBe(2);
    expect(settingsOf(taskRegistry, 'torus?dimension=3').get('dimension')).toBe(3);
    for (const [, value] of settingsOf(trainerRegistry, 'diffusion')) expect(value).not.toBeNaN();
  });

  it('leaves lists as they were written, and lists from the data out', () => {
    expect(settingsOf(groupRegistry, 'so2?frequencies=1,2').get('frequencies')).toBe('1,2');
    expect(settingsOf(groupRegistry, 'so2').has('frequencies')).toBe(false);
  });

  it('says of an extension that is not known what the text says', () => {
    expect([...settingsOf(taskRegistry, 'gone?depth=3&kind=x')]).toEqual([
      ['depth', '3'],
      ['kind', 'x'],
    ]);
    expect([...settingsOf(taskRegistry, '?')]).toEqual([]);
  });
});
