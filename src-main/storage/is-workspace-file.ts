import { firstBytes } from './first-bytes';
import { applicationId } from './migrate';

/** With what every SQLite file begins. */
export const sqliteSignature = Buffer.from('SQLite format 3\0');
/** Where SQLite keeps the number by which a program marks its files. */
const idAt = 68;

/** Whether a file is a workspace, by its first bytes. */
export function isWorkspaceFile(path: string): boolean {
  const head = firstBytes(path, idAt + 4);
  return (
    head?.length === idAt + 4 &&
    head.subarray(0, sqliteSignature.length).equals(sqliteSignature) &&
    head.readUInt32BE(idAt) === applicationId
  );
}
