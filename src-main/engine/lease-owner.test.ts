import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isOwnerGone, newLeaseOwner } from './lease-owner';

const longAgo = Date.now() - 3_600_000;

describe('the owner of a lease', () => {
  it('is there while its process is, however long it has been silent', () => {
    expect(isOwnerGone(newLeaseOwner(), longAgo)).toBe(false);
  });

  it('is gone once its process has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    const pid = String(child.pid);
    await once(child, 'exit');
    expect(isOwnerGone(`${hostname()}/${pid}/`, Date.now())).toBe(true);
  });

  it.runIf(process.platform === 'linux')('is gone where another process has got its number', () => {
    expect(isOwnerGone(`${hostname()}/${String(process.pid)}/1`, Date.now())).toBe(true);
  });

  it('on another machine is gone after a silence', () => {
    expect(isOwnerGone('elsewhere/1/1', Date.now() - 5_000)).toBe(false);
    expect(isOwnerGone('elsewhere/1/1', longAgo)).toBe(true);
  });
});
