import { getRequestListener } from '@hono/node-server';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ExpectedError } from '#core/errors';
import { allowedHosts, isEverywhere, isLoopback, reachableAddresses, urlHost } from './allowed-hosts';
import { ContractSockets, defaultLimits, type ServedEngine } from './contract-sockets';
import { pageRoutes } from './page-routes';
import { securityHeaders } from './security-headers';
import { Sessions } from './sessions';

interface ServerOptions {
  readonly engine: ServedEngine;
  /** The address to listen at; 127.0.0.1 when left out or empty. */
  readonly host?: string;
  /** A free one when left out. */
  readonly port?: number;
  /** The built interface. */
  readonly rendererFolder: string;
  readonly limits?: Partial<typeof defaultLimits>;
}

export interface RunningServer {
  /** With the one-time token. */
  readonly link: string;
  /** The same for other machines, where the server listens at all addresses; whichever is opened first takes the token. */
  readonly otherLinks: readonly string[];
  /** What the user should know before sharing the link; undefined on loopback. */
  readonly warning: string | undefined;
  close(): Promise<void>;
}

/** Serves the interface and the contract in a browser. Throws an ExpectedError where it cannot listen or nothing has been built. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { engine, port: wantedPort = 0, rendererFolder } = options;
  // Browsers write names in small letters. An empty one would be every address there is.
  const host = options.host?.toLowerCase() || '127.0.0.1';
  if (!existsSync(join(rendererFolder, 'index.html')))
    throw new ExpectedError('unavailable', 'The interface has not been built; run: npm run build.');

  const server = createServer();
  const { address, port } = await listen(server, host, wantedPort);
  const hosts = allowedHosts(host, address, port);
  // Cookies do not tell ports apart, so the name does.
  const sessions = new Sessions(`gapscope-${port}`);
  const sockets = new ContractSockets(engine, { ...defaultLimits, ...options.limits });

  const knownHost = ({ headers }: IncomingMessage): string | undefined =>
    headers.host !== undefined && hosts.has(headers.host) ? headers.host : undefined;
  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders(knownHost(request)))) response.setHeader(name, value);
  });
  const answer = getRequestListener(pageRoutes({ rendererFolder, hosts, sessions }).fetch);
  server.on('request', (request, response) => void answer(request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A connection may be reset at any moment, and Node has taken its own listener away; the socket closes itself.
    socket.on('error', () => undefined);
    const known = knownHost(request);
    const allowed =
      known !== undefined &&
      request.url === '/contract' &&
      request.headers.origin === `http://${known}` &&
      sessions.admits(request.headers.cookie);
    if (allowed) sockets.accept(request, socket, head);
    else refuse(socket);
  });

  const linkTo = (name: string): string => `http://${urlHost(name)}:${port}/?token=${sessions.token}`;
  const everywhere = isEverywhere(address);
  return {
    link: linkTo(everywhere ? '127.0.0.1' : host),
    otherLinks: everywhere ? reachableAddresses().map(linkTo) : [],
    warning: isLoopback(address)
      ? undefined
      : `Listening at ${host}: whoever can reach this machine and sees the link can use Gapscope, and the connection is not encrypted.`,
    async close() {
      sockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Answers an upgrade with no, and ends the connection whether or not the other side does. */
function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy());
}

/** @returns where the server listens */
async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(host, port, cause)));
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address;
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is in use; choose another or none`,
    EACCES: `port ${port} may not be used by this user; expected one above 1023`,
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'there is no such address',
  };
  const reason = reasons[cause.code ?? ''];
  return reason === undefined
    ? cause
    : new ExpectedError('unavailable', `Cannot listen at ${host}: ${reason}.`, { cause });
}
