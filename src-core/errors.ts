/** Codes of expected errors; they cross every boundary (contract, command line) unchanged. */
export const errorCodes = [
  'invalid-input',
  'unknown-id',
  'does-not-fit',
  'malformed-file',
  'too-large',
  'not-found',
  'not-finite',
  'too-few-points',
  'unavailable',
  'damaged',
  'read-only',
  'newer-version',
  'out-of-memory',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/**
 * The user's input or surroundings are at fault: one sentence says what, where and what was expected.
 * Everything that is neither an ExpectedError nor a CancelledError is a bug.
 */
export class ExpectedError extends Error {
  override readonly name = 'ExpectedError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The user asked for the work to end; nothing went wrong. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor(message = 'Cancelled.') {
    super(message);
  }
}
