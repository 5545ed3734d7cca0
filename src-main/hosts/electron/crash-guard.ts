/** A page that lives no longer than this after it was loaded again is not loaded once more unasked, milliseconds. */
const shortestLife = 10_000;

/** Whether a page that has broken down is loaded again at once, or breaks down so soon that somebody should be asked. */
export class CrashGuard {
  #loadedAgain = -Infinity;

  /** @param now - milliseconds */
  constructor(private readonly now: () => number) {}

  broken(): 'load' | 'ask' {
    const soon = this.now() - this.#loadedAgain < shortestLife;
    this.#loadedAgain = this.now();
    return soon ? 'ask' : 'load';
  }
}
