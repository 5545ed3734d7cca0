import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { composeEngine } from '../engine/compose-engine';
import { resourcePath } from '../../files/resource-path';
import { defaultWorkspace } from './default-workspace';
import { exitOf } from './exit-status';
import { createProgram } from './program';
import { serve } from './serve';
import { type ClientEngine, Session } from './session';
import { type GlobalOptions, openTerminal } from './terminal';

// A reader that has seen enough, such as head, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const root = dirname(resourcePath());
let engine: Promise<ClientEngine> | undefined;
let session: Session | undefined;

function startEngine({ db }: GlobalOptions): Promise<ClientEngine> {
  const workspacePath = db === undefined ? defaultWorkspace(process.env, process.platform) : resolve(db);
  const started = engine ?? composeEngine({ workspacePath });
  engine = started;
  return started;
}

/** The first Ctrl+C cancels and saves what is finished; the second one ends the process. */
process.on('SIGINT', () => {
  if (session?.cancel() === true) return;
  process.exit(130);
});

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
    process.removeAllListeners('SIGINT');
    await serve(server, await startEngine(options), join(root, 'out', 'renderer'), openTerminal(options));
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
