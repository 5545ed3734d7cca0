import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, read, temporaryFolder } from './readers.test-files';
import { storeUpload } from './store-upload';

const { path: root } = temporaryFolder();
const bytes = readFileSync(fixture('npy/real-le-f8.npy'));

describe('storeUpload', () => {
  it('keeps a file that can be read then, equal ones once', async () => {
    const folder = join(root, 'uploads');
    const path = await storeUpload(folder, 'Punkte ä.npy', bytes);
    expect(basename(path)).toMatch(/^[0-9a-f]{16}-Punkte ä\.npy$/);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect((await read(path)).points.count).toBe(5);
    expect(await storeUpload(folder, 'Punkte ä.npy', bytes)).toBe(path);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each([
    '../../a.npy',
    '/etc/a.npy',
    'C:\\a.npy',
    '..\\a.npy',
    '\0a.npy',
    'a\nb.npy',
    `${'x'.repeat(255)}.npy`,
    '....npy',
  ])('keeps %j inside the folder', async (name) => {
    const folder = join(root, 'inside');
    const path = await storeUpload(folder, name, bytes).catch((error: Error) => error.message);
    if (!path.includes('no known format')) {
      expect(dirname(path)).toBe(folder);
      expect(basename(path)).toMatch(/^[0-9a-f]{16}-[\w. -]*\.npy$/);
    }
    expect(existsSync(join(root, 'a.npy'))).toBe(false);
  });

  it.each(['a.exe', 'npy', '', 'a.npy/', 'a.html'])('refuses %j', async (name) => {
    await expect(storeUpload(join(root, 'refused'), name, bytes)).rejects.toMatchObject({ code: 'malformed-file' });
    expect(existsSync(join(root, 'refused'))).toBe(false);
  });
});
