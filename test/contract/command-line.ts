import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Builds the command line, unless it is up to date. */
export function buildCommandLine(): void {
  execFileSync(process.execPath, ['build/build-app.mjs'], { cwd: root, stdio: 'pipe' });
}

/** Starts the built command line in a process group of its own. */
export function startCommandLine(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child: ChildProcess = spawn(process.execPath, ['out/main/cli.js', ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
  return {
    pid: child.pid ?? 0,
    ended,
    stdout: () => stdout,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** The workers too. */
    killAll: () => process.kill(-(child.pid ?? 0), 'SIGKILL'),
  };
}

/** Runs a command to its end. */
export function runCommandLine(...args: readonly string[]): Promise<Outcome> {
  return startCommandLine(args).ended;
}
