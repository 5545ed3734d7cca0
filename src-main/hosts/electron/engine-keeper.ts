import type { MessagePortMain } from 'electron';
import type { EngineProcess } from './engine-process';

/** An engine that dies within this time of its start is not started once more: something is wrong that a restart does not mend. Milliseconds. */
const shortestLife = 5_000;

interface Surroundings {
  launch(onCrash: (reason: string) => void): EngineProcess;
  /** A new engine runs, to which the windows have to connect. */
  onRestart(): void;
  /** No engine runs until somebody asks for one. */
  onFailure(reason: string): void;
  /** Milliseconds. */
  now(): number;
}

/** Keeps an engine running. */
export class EngineKeeper {
  #engine: EngineProcess;
  #failure: string | undefined;

  constructor(private readonly surroundings: Surroundings) {
    this.#engine = this.#launch();
  }

  /** Why no engine runs; undefined while one does. */
  get failure(): string | undefined {
    return this.#failure;
  }

  connect(port: MessagePortMain): void {
    this.#engine.connect(port);
  }

  /** Tries once more after a failure. */
  startAgain(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.#engine = this.#launch();
    this.surroundings.onRestart();
  }

  stop(): Promise<void> {
    return this.#engine.stop();
  }

  #launch(): EngineProcess {
    const { launch, now, onFailure, onRestart } = this.surroundings;
    const started = now();
    return launch((reason) => {
      if (now() - started < shortestLife) {
        this.#failure = reason;
        onFailure(reason);
        return;
      }
      this.#engine = this.#launch();
      onRestart();
    });
  }
}
