/** How far data are from a symmetry: 0 where they have it, at most 1. */
export interface Breaking {
  /** Without bias, so that it may fall below 0. */
  readonly value: number;
  readonly standardError: number;
}
