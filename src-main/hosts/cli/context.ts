import type { Session } from './session';
import type { GlobalOptions, Terminal } from './terminal';

/** What a command needs. */
export interface CommandContext {
  readonly options: GlobalOptions;
  readonly terminal: Terminal;
  /** Starts the engine on first use. */
  session(): Promise<Session>;
}
