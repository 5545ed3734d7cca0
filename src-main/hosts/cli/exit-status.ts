import { CommanderError } from 'commander';
import { CancelledError, ExpectedError } from '#core/errors';
import { RunsFailedError } from './runs-failed-error';
import { UsageError } from './usage-error';

/** Codes that are not the fault of the input. */
const surroundings: readonly string[] = ['unavailable', 'damaged', 'out-of-memory'];

/** How the process ends after an error: its status, and the line for standard error; none where it was already printed. */
export function exitOf(error: unknown): { readonly status: number; readonly line: string | undefined } {
  if (error instanceof CommanderError) return { status: error.exitCode === 0 ? 0 : 2, line: undefined };
  if (error instanceof CancelledError) return { status: 130, line: error.message };
  if (error instanceof UsageError) return { status: 2, line: error.message };
  if (error instanceof ExpectedError) return { status: surroundings.includes(error.code) ? 1 : 2, line: error.message };
  if (error instanceof RunsFailedError) return { status: 1, line: error.message };
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 1, line: `internal error: ${details}` };
}
