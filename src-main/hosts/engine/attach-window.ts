import { createBirpc } from 'birpc';
import type { EngineFunctions, WindowFunctions } from '#contract/rpc';
import type { Engine } from '#main/engine/create-engine';

/** A line to one window. */
interface Line {
  post(message: unknown): void;
  listen(onMessage: (message: unknown) => void): void;
}

/** Answers a window's commands and tells it of events, until the returned function is called. */
export function attachWindow(engine: Engine, line: Line): () => void {
  const functions: EngineFunctions = { call: (command, request) => engine.call(command, request) };
  const window = createBirpc<WindowFunctions, EngineFunctions>(functions, {
    post: (message: unknown) => {
      line.post(message);
    },
    on: (listener) => {
      line.listen(listener);
    },
    // Long work may take hours; its progress shows that it lives.
    timeout: -1,
    eventNames: ['event'],
  });
  return engine.onEvent((name, payload) => {
    void window.event.asEvent(name, payload);
  });
}
