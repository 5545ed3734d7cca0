import { CancelledError, errorCodes, ExpectedError, type ErrorCode } from '#core/errors';
import { wireError } from '#contract/errors';
import { z } from 'zod';

/** The connection to the engine ended before it answered. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';

  constructor() {
    super('The connection to the engine was lost before it answered. Run it again once it is back.');
  }
}

/** The engine ended as soon as it was started; it is not tried again unless somebody asks. */
export class EngineDownError extends Error {
  override readonly name = 'EngineDownError';

  constructor(reason: string) {
    super(`The engine ended as soon as it was started (${reason}).`);
  }
}

/** The engine has a bug, or it and this page are of different versions. */
export class EngineBugError extends Error {
  override readonly name = 'EngineBugError';
}

const reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: wireError }),
]);

/** The value of a reply; throws the error that it carries, as the class of its kind. */
export function valueOfReply(answer: unknown): unknown {
  const checked = reply.safeParse(answer);
  if (!checked.success) throw new EngineBugError('The engine’s answer is not understood.');
  if (checked.data.ok) return checked.data.value;
  const { kind, code, message } = checked.data.error;
  if (kind === 'cancelled') throw new CancelledError(message);
  if (kind === 'expected') throw new ExpectedError(knownCode(code), message);
  throw new EngineBugError(message);
}

function knownCode(code: string): ErrorCode {
  return errorCodes.find((known) => known === code) ?? 'invalid-input';
}

/** One line for people; null for what the user cancelled. */
export function errorLine(error: unknown): string | null {
  if (error === null || error === undefined || error instanceof CancelledError) return null;
  if (error instanceof EngineBugError) return `This is a fault of Gapscope: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

/** The first thing that a schema found wrong, with its field. */
export function issueLine({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return 'not understood';
  // What the data are is asked for in fields of their own.
  const path = issue.path.length > 1 && issue.path[0] === 'data' ? issue.path.slice(1) : issue.path;
  const where = path.map(String).join('.');
  return `${where === '' ? '' : `${where}: `}${issueWords(issue)}`;
}

/** What is wrong with a number, in words; what the schema says of all else. */
function issueWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && isNumber(issue.origin))
    return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
  if (issue.code === 'too_big' && isNumber(issue.origin))
    return `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
  if (issue.code === 'invalid_type' && issue.expected === 'int') return 'expected a whole number';
  return issue.message;
}

const isNumber = (origin: string): boolean => origin === 'number' || origin === 'int' || origin === 'bigint';
