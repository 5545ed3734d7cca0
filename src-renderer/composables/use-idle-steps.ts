import { onScopeDispose } from 'vue';
import { whenIdle } from './when-idle';

/** Longest that a step waits for a moment without work, milliseconds. */
const longestWait = 1_000;

/** Takes steps one by one, each when the window has nothing else to do, until all are taken or the component has gone. */
export function useIdleSteps(steps: readonly (() => void)[]): void {
  let takeBack: () => void = () => undefined;
  const take = (at: number): void => {
    const step = steps[at];
    if (step === undefined) return;
    takeBack = whenIdle(() => {
      step();
      take(at + 1);
    }, longestWait);
  };
  take(0);
  onScopeDispose(() => takeBack());
}
