import { whenIdle } from '../composables/when-idle';

/** Longest that a part waits for a moment without work, milliseconds. */
const longestWait = 3_000;

/**
 * Loads parts of the window, or makes them ready, one after the other, each when there is nothing else to do; a part that cannot be loaded is loaded when it
 * is wanted.
 */
export function loadLater(parts: readonly (() => unknown)[]): void {
  const [next, ...others] = parts;
  if (next === undefined) return;
  whenIdle(
    () =>
      void Promise.resolve()
        .then(next)
        .catch(() => undefined)
        .then(() => loadLater(others)),
    longestWait,
  );
}
