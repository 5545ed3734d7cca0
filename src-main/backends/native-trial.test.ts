import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tryNativePackage } from './native-trial';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-trial-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  vi.stubEnv('XDG_CACHE_HOME', join(mkdtempSync(join(folder, 'cache-'))));
});

/** A package that does this when it is loaded. */
function packageThat(does: string): string {
  const path = mkdtempSync(join(folder, 'package-'));
  writeFileSync(join(path, 'index.js'), does);
  return path;
}

describe('the trial of a native package', () => {
  it('survives an instruction that the processor lacks', async () => {
    const reason = await tryNativePackage(
      packageThat("process.kill(process.pid, 'SIGILL'); setTimeout(() => {}, 5000);"),
    );
    expect(reason).toContain('SIGILL');
  });

  it('says what a package said that cannot be loaded', async () => {
    const reason = await tryNativePackage(
      packageThat("throw new Error('libfish.so: cannot open shared object file');"),
    );
    expect(reason).toContain('libfish.so');
  });

  it('is not repeated once it was passed, but after a failure', async () => {
    const count = join(folder, 'loads');
    writeFileSync(count, '');
    // A stand-in that answers every call with itself, and every value with 1.
    const standIn = `
      require('node:fs').appendFileSync(${JSON.stringify(count)}, 'x');
      const any = new Proxy(() => any, { get: (_, name) => (name === 'dataSync' ? () => [1] : name === Symbol.toPrimitive ? () => 'any' : any) });
      module.exports = any;`;
    const good = packageThat(standIn);
    expect(await tryNativePackage(good)).toBeUndefined();
    expect(await tryNativePackage(good)).toBeUndefined();
    expect(readdirSync(join(process.env['XDG_CACHE_HOME'] ?? '', 'gapscope'))).toHaveLength(1);
    const bad = packageThat(`${standIn}\nthrow new Error('x');`);
    expect(await tryNativePackage(bad)).toBeDefined();
    expect(await tryNativePackage(bad)).toBeDefined();
  });
});
