import { ExpectedError } from '#core/errors';

/** Does something about a field of a declaration; where that is the user's mistake, the message begins with the field. */
export function inField<Result>(field: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw named(field, error);
  }
}

/** The same where it takes time. */
export async function inFieldLater<Result>(field: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw named(field, error);
  }
}

function named(field: string, error: unknown): unknown {
  return error instanceof ExpectedError
    ? new ExpectedError(error.code, `${field}: ${error.message}`, { cause: error })
    : error;
}
