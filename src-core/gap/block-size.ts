/** Nanoseconds that one block of distances may take, so that its host can breathe. */
export const blockTime = 1e8;
/** Numbers that one block may hold: 64 MiB. */
export const blockNumbers = 8e6;
