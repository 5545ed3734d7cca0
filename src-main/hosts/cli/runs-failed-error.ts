/** The work was done, but not all of it succeeded. */
export class RunsFailedError extends Error {
  override readonly name = 'RunsFailedError';
}
