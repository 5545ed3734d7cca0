import { setTimeout } from 'node:timers/promises';
import { startServer } from '../serve/start-server';
import type { ClientEngine } from './session';
import { endSignals, sameSignal } from './end-signals';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

/** `gapscope serve`: until Ctrl+C. */
export async function serve(
  options: { readonly port: number; readonly host: string },
  engine: ClientEngine,
  rendererFolder: string,
  terminal: Terminal,
): Promise<void> {
  const { port } = options;
  const host = options.host.trim();
  if (port > 65535) throw new UsageError(`--port ${String(port)}: expected at most 65535.`);
  if (host === '') throw new UsageError('--host: expected an address, such as 127.0.0.1, or 0.0.0.0 for all.');
  const end = nextEndSignal();
  const server = await startServer({ engine, host, port, rendererFolder });
  if (server.warning !== undefined) terminal.warn(server.warning);
  const { link, otherLinks } = server;
  terminal.result({ link, otherLinks }, () => [link, ...otherLinks].join('\n'));
  await end;
  // Node lets go of its handlers as it ends: a repeat that comes then would end it by the signal.
  await Promise.all([server.close(), setTimeout(sameSignal)]);
}

/** Whatever follows the first signal is heard and passed over, so that the closing is not broken off: npm sends Ctrl+C twice. */
function nextEndSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of endSignals) process.on(signal, () => resolve());
  });
}
