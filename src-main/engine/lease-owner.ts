import { hostname } from 'node:os';

/** A lease whose owner has not been heard of for so long has ended, milliseconds. */
const silence = 30_000;

/** Names this engine among all that may write to the same workspace. */
export function leaseOwner(): string {
  return `${hostname()}/${String(process.pid)}/${String(Math.round(performance.timeOrigin))}`;
}

/** Whether the owner of a lease is gone: its process has ended, or, on another machine, it has been silent for long. */
export function isOwnerGone(owner: string, heartbeat: number): boolean {
  if (Date.now() - heartbeat > silence) return true;
  const [host, pid] = owner.split('/');
  return host === hostname() && owner !== leaseOwner() && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
