import { once } from 'node:events';
import { startServer } from '../serve/start-server';
import type { ClientEngine } from './session';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

/** `gapscope serve`: until Ctrl+C. */
export async function serve(
  options: { readonly port: number; readonly host: string },
  engine: ClientEngine,
  rendererFolder: string,
  terminal: Terminal,
): Promise<void> {
  const { host, port } = options;
  if (port > 65535) throw new UsageError(`--port ${String(port)}: expected at most 65535.`);
  const server = await startServer({ engine, host, port, rendererFolder });
  if (server.warning !== undefined) terminal.say(server.warning);
  terminal.result({ link: server.link }, () => server.link);
  const end = new AbortController();
  await Promise.race(
    ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) =>
      once(process, signal, { signal: end.signal }).catch(() => undefined),
    ),
  );
  end.abort();
  await server.close();
}
