import type { WireError } from './errors';

/** A command's outcome as it crosses any transport: errors are values, so that their kind and code survive. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError };

/** What the engine offers over birpc, whatever the transport (MessagePort in Electron, WebSocket with msgpackr in a browser). */
export interface EngineFunctions {
  /** Runs a command of `commands`; the request is checked against its schema at the engine's side. */
  call(command: string, request: unknown): Promise<Reply>;
}

/** What the window offers: events of `events`, checked against their schemas at the window's side. */
export interface WindowFunctions {
  event(name: string, payload: unknown): void;
}
