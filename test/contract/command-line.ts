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

function outcomeOf(child: ChildProcess, print: (text: string) => void = () => undefined): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    print(text);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
}

/** Starts the built command line in a process group of its own. */
export function startCommandLine(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child: ChildProcess = spawn(process.execPath, ['out/main/cli.js', ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let printed = '';
  return {
    pid: child.pid ?? 0,
    ended: outcomeOf(child, (text) => (printed += text)),
    /** So far. */
    stdout: () => printed,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** The workers too, as a terminal does it. */
    signalAll: (signal: NodeJS.Signals) => process.kill(-(child.pid ?? 0), signal),
    killAll: () => process.kill(-(child.pid ?? 0), 'SIGKILL'),
  };
}

/** Runs the built command line in a shell's line, in which `gapscope` stands for it; for redirections. */
export function runInShell(line: string): Promise<Outcome> {
  const gapscope = `gapscope() { '${process.execPath}' out/main/cli.js "$@"; }`;
  const child = spawn('bash', ['-c', `${gapscope}; ${line}`], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  return outcomeOf(child);
}

/** Runs a command to its end. */
export function runCommandLine(...args: readonly string[]): Promise<Outcome> {
  return startCommandLine(args).ended;
}
