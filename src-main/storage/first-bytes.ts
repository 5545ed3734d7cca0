import { closeSync, openSync, readSync } from 'node:fs';

/** The first bytes of a file, fewer where it is shorter; undefined where it cannot be read, or is a folder. */
export function firstBytes(path: string, length: number): Buffer | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(file, head, 0, length, 0));
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}
