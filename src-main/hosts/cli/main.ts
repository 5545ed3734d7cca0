import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { composeEngine } from '../engine/compose-engine';
import { resourcePath } from '../../files/resource-path';
import { defaultWorkspace } from './default-workspace';
import { endSignals, sameSignal } from './end-signals';
import { exitOf } from './exit-status';
import { guardOutput } from './guard-output';
import { namedWorkspace } from './named-workspace';
import { createProgram } from './program';
import { serve } from './serve';
import { type ClientEngine, Session } from './session';
import { type GlobalOptions, openTerminal } from './terminal';

guardOutput();

const root = dirname(resourcePath());
let engine: Promise<ClientEngine> | undefined;
let session: Session | undefined;

function startEngine({ db }: GlobalOptions): Promise<ClientEngine> {
  const workspacePath = db === undefined ? defaultWorkspace(process.env, process.platform) : namedWorkspace(db);
  const started = engine ?? composeEngine({ workspacePath });
  engine = started;
  return started;
}

let firstSignal: number | undefined;

/** The first signal cancels and saves what is finished; the second one ends the process. */
function interrupt(): void {
  const now = performance.now();
  if (firstSignal !== undefined && now - firstSignal < sameSignal) return;
  if (session?.cancel() === true) firstSignal = now;
  else process.exit(130);
}
for (const signal of endSignals) process.on(signal, interrupt);

const program = createProgram(version(), {
  async act(options, command) {
    const terminal = openTerminal(options);
    try {
      const status = await command({
        options,
        terminal,
        async session() {
          session ??= new Session(await startEngine(options), terminal);
          return session;
        },
      });
      process.exitCode = typeof status === 'number' ? status : 0;
    } finally {
      terminal.endProgress();
    }
  },
  async serve(options, server) {
    const started = await startEngine(options);
    // From here on it is the server that ends in good order.
    for (const signal of endSignals) process.off(signal, interrupt);
    await serve(server, started, join(root, 'out', 'renderer'), openTerminal(options));
  },
});

try {
  await program.parseAsync();
} catch (error) {
  const { status, line } = exitOf(error);
  if (line !== undefined) process.stderr.write(`gapscope: ${line}\n`);
  process.exitCode = status;
}
await (await engine?.catch(() => undefined))?.close();

function version(): string {
  const described: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const found: unknown = described instanceof Object && 'version' in described ? described.version : undefined;
  return typeof found === 'string' ? found : '0';
}
