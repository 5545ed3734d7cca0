/** A two-way line to the engine that carries whole messages. */
export interface Channel {
  post(message: unknown): void;
  listen(onMessage: (message: unknown) => void): void;
  /** Called once when the line is dead. */
  onClose(listener: () => void): void;
  close(): void;
}

/** Opens lines to the engine, one after the other, for as long as the page lives. */
export interface Connector {
  /** Resolves with an open line; rejects where none can be had now, with an EngineDownError where the next one comes only after `startEngine`. */
  open(): Promise<Channel>;
  /** Starts the engine, where this page can. */
  startEngine?(): void;
}
