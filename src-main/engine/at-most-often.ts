/** Calls `act` at once, and then at most every `interval` milliseconds: what comes in between is one call at the end. `flush` makes a pending call now. */
export function atMostOften(interval: number, act: () => void): { request(): void; flush(): void } {
  let last = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    clearTimeout(timer);
    timer = undefined;
    last = performance.now();
    act();
  };
  return {
    request() {
      if (timer !== undefined) return;
      const wait = last + interval - performance.now();
      if (wait <= 0) run();
      else timer = setTimeout(run, wait);
    },
    flush() {
      if (timer !== undefined) run();
    },
  };
}
