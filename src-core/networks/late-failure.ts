/** A backend failed some time before it said so: no number that was computed since is to be trusted, nor to be kept. */
export class LateFailure extends Error {
  override readonly name = 'LateFailure';
}
