import { spawn } from 'node:child_process';

/** A part cannot be had on this machine; the message is one clause for the user. Everything else that is thrown is a defect. */
export class PartUnavailable extends Error {
  /** The last that a failed command said. */
  complaint = '';
  /** What ended the command, where it did not end by itself. */
  signal = undefined;
}

/** Whether an error is the system's: no room, no permission, a missing file. */
export function isSystemError(error) {
  return error instanceof Error && typeof error.code === 'string' && typeof error.syscall === 'string';
}

/**
 * Runs a command and answers its standard output; it is shown instead if `show`. The end of standard error is in the error's message.
 * @param options.limit - milliseconds after which it is ended; SIGKILL, so that nothing can hold out
 */
export function run(command, args, { cwd, env, limit, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 2 : 'pipe', 'pipe'],
    });
    let output = '';
    let complaint = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-4000)));
    const timer = limit === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limit);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new PartUnavailable(`${command} cannot be run (${error.code ?? error.message})`));
    });
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      if (status === 0) resolve(output);
      else {
        const lines = complaint.trim().split('\n');
        // Node and Python name the error; Node's own version follows it.
        const last = lines.findLast((line) => /^(\w*Error|ERROR)\b.*: /.test(line)) ?? lines.at(-1) ?? '';
        const ended = signal === null ? `ended with status ${status}` : `was ended by ${signal}`;
        const end = signal === 'SIGKILL' ? 'took too long' : ended;
        const error = new PartUnavailable(`${command} ${end}${last && `: ${last}`}`);
        error.signal = signal ?? undefined;
        error.complaint = `${output.slice(-8000)}${complaint}`;
        reject(error);
      }
    });
  });
}

/** Whether a command exists and runs. */
export async function runs(command, args) {
  try {
    await run(command, args, { limit: 20_000 });
    return true;
  } catch {
    return false;
  }
}
