import { ExpectedError } from '#core/errors';
import type { Workspace } from './workspace';

/** Before work whose results could not be kept. */
export function expectWritable({ damage, readOnly }: Workspace): void {
  if (readOnly !== null) throw new ExpectedError(damage === null ? 'read-only' : 'damaged', readOnly);
}
