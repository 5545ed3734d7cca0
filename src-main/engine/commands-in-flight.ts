import type { CommandName } from '#contract/commands';

/** The commands that are being answered. */
export class CommandsInFlight {
  readonly #answers = new Map<Promise<unknown>, CommandName>();

  /** Counts a command until it has been answered. */
  async run<Result>(command: CommandName, act: () => Promise<Result>): Promise<Result> {
    const answer = act();
    this.#answers.set(answer, command);
    try {
      return await answer;
    } finally {
      this.#answers.delete(answer);
    }
  }

  has(commands: readonly CommandName[]): boolean {
    return [...this.#answers.values()].some((command) => commands.includes(command));
  }

  /** When all that are being answered now have been, one way or another. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#answers.keys());
  }
}
