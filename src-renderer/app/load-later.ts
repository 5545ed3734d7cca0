/** Longest that a part waits for a moment without work, milliseconds. */
const longestWait = 3_000;

/** Loads parts of the window one after the other, each when there is nothing else to do; a part that cannot be loaded is loaded when it is wanted. */
export function loadLater(parts: readonly (() => Promise<unknown>)[]): void {
  const [next, ...others] = parts;
  if (next === undefined) return;
  requestIdleCallback(
    () =>
      void next()
        .catch(() => undefined)
        .then(() => loadLater(others)),
    { timeout: longestWait },
  );
}
