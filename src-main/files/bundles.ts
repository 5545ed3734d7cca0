import { existsSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Bundles } from '../engine/ports';
import { openZip } from './zip-archive';
import { writeZip } from './zip-writer';

const signature = Buffer.from('PK\x03\x04');

/** Bundles as zip archives on this machine. */
export const bundles: Bundles = {
  write: writeZip,
  async read(path) {
    const { size } = await stat(path);
    const zip = await openZip(path, basename(path));
    return { ...zip, name: basename(path), bytes: size };
  },
  async isBundle(path) {
    const file = await open(path, 'r').catch(() => undefined);
    if (file === undefined) return false;
    try {
      const head = Buffer.alloc(signature.length);
      await file.read(head, 0, head.length, 0);
      return head.equals(signature);
    } catch {
      // A folder.
      return false;
    } finally {
      await file.close();
    }
  },
  move: rename,
  exists: existsSync,
};
