import { ExpectedError } from '#core/errors';

/** Milliseconds between attempts. */
const pauses = [250, 500, 1000, 2000, 4000];

/** Does something to the workspace again where another program or a full disk stands in the way, for some time, so that finished work is not lost. */
export async function insist<Result>(act: () => Promise<Result>): Promise<Result> {
  for (const pause of pauses) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ExpectedError && error.code === 'unavailable')) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return act();
}
