import { onScopeDispose } from 'vue';

/** Longest that a step waits for a moment without work, milliseconds. */
const longestWait = 1_000;

/** Takes steps one by one, each when the window has nothing else to do, until all are taken or the component has gone. */
export function useIdleSteps(steps: readonly (() => void)[]): void {
  let waiting = 0;
  const take = (at: number): void => {
    const step = steps[at];
    if (step === undefined) return;
    waiting = requestIdleCallback(
      () => {
        step();
        take(at + 1);
      },
      { timeout: longestWait },
    );
  };
  take(0);
  onScopeDispose(() => cancelIdleCallback(waiting));
}
