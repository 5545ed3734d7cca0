/**
 * Acts when the window has nothing else to do; in browsers that cannot tell (Safari), when it has done what waits already.
 * @param longest - milliseconds after which it acts in any case
 * @returns takes it back
 */
export function whenIdle(act: () => void, longest: number): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(act, 0);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(act, { timeout: longest });
  return () => cancelIdleCallback(handle);
}
