import { createEngineClient, type EngineClient } from './engine-client';
import { portConnector } from './port-connector';
import { socketConnector } from './socket-connector';

/** The engine by whichever way this page has: a port from the desktop's preload, or a socket to the server that it came from. */
export function connectToEngine(page: Window): EngineClient {
  return createEngineClient(page.gapscopeShell === undefined ? socketConnector(page.location) : portConnector(page));
}
