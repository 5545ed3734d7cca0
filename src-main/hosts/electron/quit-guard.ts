/** What is to become of the sweeps that are being run. */
export type QuitChoice = 'background' | 'pause' | 'stay';

interface Surroundings {
  isTraining(): boolean;
  hasWindows(): boolean;
  ask(): Promise<QuitChoice>;
  /** Stores where the sweeps stand and ends them; rejects where that cannot be done. */
  pause(): Promise<void>;
  closeWindows(): void;
  quit(): void;
  complain(error: unknown): void;
}

/** Nothing that is being trained ends by accident: who closes the last window or quits is asked once. */
export class QuitGuard {
  #asking = false;
  #decided = false;
  #background = false;

  constructor(private readonly surroundings: Surroundings) {}

  /** Whether the engine goes on without a window. */
  get inBackground(): boolean {
    return this.#background;
  }

  /** Whether the application may end, or its last window close; where it may not yet, the user is asked, and it ends later if that is his wish. */
  mayEnd(): boolean {
    if (this.#decided || this.#background || !this.surroundings.isTraining()) return true;
    if (!this.#asking) void this.#ask();
    return false;
  }

  /** Ends without a question: the system says so, or a terminal. What runs can be resumed. */
  decide(): void {
    this.#decided = true;
  }

  /** A window is open again. */
  windowOpened(): void {
    this.#background = false;
  }

  /** To be called whenever sweeps have begun or ended: nothing keeps the application in the background without one. */
  trainingChanged(): void {
    const { isTraining, hasWindows, quit } = this.surroundings;
    if (this.#background && !isTraining() && !hasWindows()) quit();
  }

  async #ask(): Promise<void> {
    const { ask, pause, closeWindows, quit, complain } = this.surroundings;
    this.#asking = true;
    try {
      const choice = await ask();
      if (choice === 'background') {
        this.#background = true;
        closeWindows();
        this.trainingChanged();
      } else if (choice === 'pause') {
        await pause();
        this.#decided = true;
        quit();
      }
    } catch (error) {
      complain(error);
    } finally {
      this.#asking = false;
    }
  }
}
