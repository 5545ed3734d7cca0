import type { EventName, EventOf } from '#contract/events';

export type EventListener = (name: string, payload: unknown) => void;

/** Hands events to all who listen. */
export class EventBus {
  readonly #listeners = new Set<EventListener>();

  /** Until the returned function is called. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit<Name extends EventName>(name: Name, payload: EventOf<Name>): void {
    for (const listener of this.#listeners) listener(name, payload);
  }
}
