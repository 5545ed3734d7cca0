import type { WireError } from '#contract/errors';
import { CancelledError, ExpectedError, type ErrorCode } from '#core/errors';

/** An error as it crosses a boundary; a bug keeps its stack for the log, in `message` only what it says. */
export function toWireError(error: unknown): WireError {
  if (error instanceof ExpectedError) return { kind: 'expected', code: error.code, message: error.message };
  if (error instanceof CancelledError) return { kind: 'cancelled', code: 'cancelled', message: error.message };
  return { kind: 'bug', code: 'bug', message: error instanceof Error ? error.message : String(error) };
}

/** The error of its kind again, on the other side. */
export function fromWireError({ kind, code, message }: WireError): Error {
  if (kind === 'cancelled') return new CancelledError(message);
  // The code was an ErrorCode when it left: the other side is of the same build.
  if (kind === 'expected') return new ExpectedError(code as ErrorCode, message);
  return new Error(message);
}
