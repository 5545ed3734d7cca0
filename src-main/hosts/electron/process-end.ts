/** How long an engine may take to store what it has when it is asked to end, milliseconds. */
const defaultGrace = 5_000;

/** The end of a process, of which several events may tell. It is told once, and as a crash only where nobody asked for it. */
export class ProcessEnd {
  #asked = false;
  #over = false;
  #resolve: () => void = () => undefined;
  readonly #ended = new Promise<void>((resolve) => (this.#resolve = resolve));

  constructor(
    private readonly onCrash: (reason: string) => void,
    private readonly grace = defaultGrace,
  ) {}

  /** The process has ended. */
  tell(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#resolve();
    if (!this.#asked) this.onCrash(reason);
  }

  /**
   * Waits until it has ended.
   * @param ask - asks the process to end, once
   * @param kill - ends it where it takes too long
   */
  async stop(ask: () => void, kill: () => void): Promise<void> {
    if (this.#over || this.#asked) return this.#ended;
    this.#asked = true;
    ask();
    const timer = setTimeout(kill, this.grace);
    await this.#ended;
    clearTimeout(timer);
  }
}
