import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { RecentWorkspaces } from '../engine/ports';

const most = 12;
const listed = z.array(z.object({ path: z.string(), opened: z.string() }));
type Listed = z.output<typeof listed>;

/** The workspaces that were opened before, in a file; one that cannot be read counts as empty. */
export function recentWorkspaces(file: string, now: () => Date = () => new Date()): RecentWorkspaces {
  const read = async (): Promise<Listed> => {
    try {
      return listed.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch {
      return [];
    }
  };
  const write = async (entries: Listed): Promise<void> => {
    await mkdir(dirname(file), { recursive: true });
    const partial = `${file}.${randomUUID().slice(0, 8)}.partial`;
    await writeFile(partial, `${JSON.stringify(entries, null, 2)}\n`, { mode: 0o600 });
    await rename(partial, file);
  };
  const without = async (path: string): Promise<Listed> => (await read()).filter((entry) => entry.path !== path);
  return {
    list: async () => (await read()).map((entry) => ({ ...entry, exists: existsSync(entry.path) })),
    note: async (path) => write([{ path, opened: now().toISOString() }, ...(await without(path))].slice(0, most)),
    forget: async (path) => write(await without(path)),
  };
}
