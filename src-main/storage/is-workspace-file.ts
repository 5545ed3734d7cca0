import { closeSync, openSync, readSync } from 'node:fs';
import { applicationId } from './migrate';

const signature = 'SQLite format 3\0';
/** Where SQLite keeps the number by which a program marks its files. */
const idAt = 68;

/** Whether a file is a workspace, by its first bytes. */
export function isWorkspaceFile(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return false;
  }
  try {
    const head = Buffer.alloc(idAt + 4);
    readSync(file, head, 0, head.length, 0);
    return head.toString('latin1', 0, signature.length) === signature && head.readUInt32BE(idAt) === applicationId;
  } catch {
    // A folder.
    return false;
  } finally {
    closeSync(file);
  }
}
