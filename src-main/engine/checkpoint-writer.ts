import type { Checkpoint } from './checkpoint';

/** Stores checkpoints one after the other; of those that wait with the same key only the latest. */
export class CheckpointWriter {
  readonly #waiting = new Map<string, Checkpoint>();
  #writing: Promise<void> | undefined;

  constructor(
    private readonly store: (checkpoint: Checkpoint) => Promise<unknown>,
    /** Told why one could not be stored: the work goes on without it. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  add(checkpoint: Checkpoint): void {
    this.#waiting.set(checkpoint.key, checkpoint);
    this.#writing ??= this.#write();
  }

  /** Resolves once nothing waits any more; never rejects. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    for (;;) {
      const [next] = this.#waiting.values();
      if (next === undefined) break;
      this.#waiting.delete(next.key);
      try {
        await this.store(next);
      } catch (error) {
        this.onFailure(error);
      }
    }
    this.#writing = undefined;
  }
}
