import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** On another machine, an owner that has not been heard of for so long is gone; milliseconds. */
const silence = 30_000;

/** What the log of a sweep says when its owner is found to be gone. */
export const abandonedMessage = 'Interrupted: the engine that ran it is gone.';

/** A name for an engine among all that may write to the same workspace, by which others can tell whether its process is there. */
export function newLeaseOwner(): string {
  return [hostname(), String(process.pid), startOf(process.pid) ?? '', randomUUID().slice(0, 8)].join('/');
}

/**
 * Whether the owner of a lease is gone. On this machine its process tells, however long it was asleep; on another one only its silence does.
 */
export function isOwnerGone(owner: string, heartbeat: number): boolean {
  const [host, pid, start] = owner.split('/');
  if (host !== hostname()) return Date.now() - heartbeat > silence;
  if (!isAlive(Number(pid))) return true;
  const now = startOf(Number(pid));
  // Another process may have got its number since.
  return now !== undefined && now !== start;
}

/** When a process was started, in the system's own ticks; undefined where the system does not tell. */
function startOf(pid: number): string | undefined {
  try {
    // "pid (name) state parent …", the name may hold anything; the start is the 22nd field.
    return readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\)/s, '')
      .trim()
      .split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
