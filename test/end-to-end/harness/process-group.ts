import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

/** A process with all that it starts, so that nothing of it outlives a test. */
export interface ProcessGroup {
  readonly pid: number;
  readonly child: ChildProcessWithoutNullStreams;
  /** All that it has said so far. */
  output(): string;
  /** The first match in what it says; throws with its output when it ends or takes too long before that. */
  says(pattern: RegExp, milliseconds: number): Promise<RegExpExecArray>;
  kill(): Promise<void>;
}

const groups = new Set<ProcessGroup>();

// A test run that is broken off takes its processes along.
process.on('exit', () => {
  for (const { pid } of groups) endGroup(pid);
});

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/**
 * Starts a command in a process group of its own.
 * @param options.typing - something will be written to its standard input
 */
export function startGroup(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  { typing = false } = {},
): ProcessGroup {
  const child = spawn(command, args, { detached: true, env: { ...process.env, ...environment } });
  if (!typing) child.stdin.end();
  let output = '';
  const listeners = new Set<() => void>();
  const add = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  child.on('error', (error) => add(Buffer.from(`${command}: ${error.message}\n`)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const group: ProcessGroup = {
    pid: child.pid ?? 0,
    child,
    output: () => output,
    says(pattern, milliseconds) {
      return new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          clearTimeout(timer);
          listeners.delete(look);
          act();
        };
        const look = (): void => {
          const match = pattern.exec(output);
          if (match !== null) settle(() => resolve(match));
        };
        const fail = (how: string): void =>
          settle(() => reject(new Error(`${command} ${args.join(' ')} ${how} before it said ${pattern}:\n${output}`)));
        const timer = setTimeout(() => fail('took too long'), milliseconds);
        listeners.add(look);
        void ended.then(() => fail('ended'));
        look();
      });
    },
    async kill() {
      if (group.pid > 0) endGroup(group.pid);
      await ended;
      groups.delete(group);
    },
  };
  groups.add(group);
  return group;
}
