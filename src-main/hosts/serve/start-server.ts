import { getRequestListener } from '@hono/node-server';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { ExpectedError } from '#core/errors';
import { allowedHosts, isLoopback, urlHost } from './allowed-hosts';
import { ContractSockets, defaultLimits, type ServedEngine } from './contract-sockets';
import { pageRoutes } from './page-routes';
import { securityHeaders } from './security-headers';
import { Sessions } from './sessions';

interface ServerOptions {
  readonly engine: ServedEngine;
  /** The address to listen at; 127.0.0.1 when left out. */
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
  /** What the user should know before sharing the link; undefined on loopback. */
  readonly warning: string | undefined;
  close(): Promise<void>;
}

/** Serves the interface and the contract in a browser. Throws an ExpectedError where it cannot listen or nothing has been built. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { engine, host = '127.0.0.1', port: wantedPort = 0, rendererFolder } = options;
  if (!existsSync(join(rendererFolder, 'index.html')))
    throw new ExpectedError('unavailable', 'The interface has not been built; run: npm run build.');

  const server = createServer();
  const port = await listen(server, host, wantedPort);
  const hosts = allowedHosts(host, port);
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
    const known = knownHost(request);
    const allowed =
      known !== undefined &&
      request.url === '/contract' &&
      request.headers.origin === `http://${known}` &&
      sessions.admits(request.headers.cookie);
    if (allowed) sockets.accept(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });

  return {
    link: `http://${urlHost(linkHost(host))}:${port}/?token=${sessions.token}`,
    warning: isLoopback(host)
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

/** @returns the port, once the server listens */
async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(host, port, cause)));
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
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

const linkHost = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host);
