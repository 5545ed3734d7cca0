import { createBirpc } from 'birpc';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { decodeMessage, encodeMessage } from '#contract/message-codec';
import type { EngineFunctions, Reply, WindowFunctions } from '#contract/rpc';

/** What the engine offers to a host. */
export interface ServedEngine {
  call(command: string, request: unknown): Promise<Reply>;
  /** Answers a function that ends the subscription. */
  onEvent(listener: (name: string, payload: unknown) => void): () => void;
}

interface Limits {
  /** Bytes of a message from a window; an upload is one message. */
  readonly largestMessage: number;
  readonly mostWindows: number;
  /** Milliseconds between two signs of life that a window must give. */
  readonly heartbeat: number;
}

export const defaultLimits: Limits = { largestMessage: 2 ** 28, mostWindows: 64, heartbeat: 30_000 };

/** Bytes that may wait for a window; one that does not read them is let go, and connects again. */
const mostUnsentBytes = 2 ** 28;

/** All that a window may send: a call of `call`. Events go the other way and are not answered. */
const call = z.strictObject({
  t: z.literal('q'),
  i: z.string().max(100),
  m: z.literal('call'),
  a: z.tuple([z.string().max(100), z.unknown()]),
});

const closeCodes = { policy: 1008, tryAgain: 1013, goingAway: 1001 } as const;

/** The windows' side of the contract: any number of WebSockets that speak birpc in MessagePack. */
export class ContractSockets {
  readonly #server: WebSocketServer;
  readonly #alive = new WeakSet<WebSocket>();
  readonly #windows = new Map<WebSocket, { event(name: string, payload: unknown): void; close(): void }>();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(
    private readonly engine: ServedEngine,
    private readonly limits: Limits,
  ) {
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: limits.largestMessage,
      // A compressed message can expand a thousandfold.
      perMessageDeflate: false,
    });
    this.#unsubscribe = engine.onEvent((name, payload) => {
      for (const window of this.#windows.values()) window.event(name, payload);
    });
    this.#heartbeat = setInterval(() => this.#checkAlive(), limits.heartbeat);
    this.#heartbeat.unref();
  }

  /** Takes over a connection whose request has been checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (window) => this.#welcome(window));
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#unsubscribe();
    for (const window of this.#windows.keys()) {
      window.close(closeCodes.goingAway, 'The server has ended.');
      window.terminate();
    }
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    // Errors of a connection (oversize, damaged frames) close it; nothing else is to be done.
    socket.on('error', () => undefined);
    if (this.#windows.size >= this.limits.mostWindows) {
      socket.close(closeCodes.tryAgain, 'Too many windows are open.');
      return;
    }
    this.#alive.add(socket);
    socket.on('pong', () => this.#alive.add(socket));
    this.#windows.set(socket, this.#connect(socket));
    socket.on('close', () => {
      this.#windows.get(socket)?.close();
      this.#windows.delete(socket);
    });
  }

  #connect(socket: WebSocket): { event(name: string, payload: unknown): void; close(): void } {
    const functions: EngineFunctions = { call: (command, request) => this.engine.call(command, request) };
    const window = createBirpc<WindowFunctions, EngineFunctions>(functions, {
      post: (bytes: Uint8Array) => send(socket, bytes),
      on: (receive) => {
        socket.on('message', (data: Buffer, isBinary: boolean) => {
          const message = isBinary ? readCall(data) : undefined;
          if (message === undefined) socket.close(closeCodes.policy, 'Not a call of the contract.');
          else receive(message);
        });
      },
      serialize: encodeMessage,
      // Only what `call` describes comes in, so that no other property of the object can be reached.
      resolver: (name) => (name === 'call' ? functions.call : undefined),
      eventNames: ['event'],
    });
    return { event: (name, payload) => void window.event.asEvent(name, payload), close: () => window.$close() };
  }

  #checkAlive(): void {
    for (const window of this.#windows.keys()) {
      if (!this.#alive.has(window)) {
        window.terminate();
        continue;
      }
      this.#alive.delete(window);
      window.ping();
    }
  }
}

function readCall(bytes: Buffer): z.output<typeof call> | undefined {
  try {
    return call.safeParse(decodeMessage(bytes)).data;
  } catch {
    // Damaged MessagePack: the caller closes the connection.
    return undefined;
  }
}

function send(socket: WebSocket, bytes: Uint8Array): void {
  // A window that has left while its answer was computed.
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > mostUnsentBytes) socket.terminate();
  else socket.send(bytes);
}
