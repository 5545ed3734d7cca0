import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gapscope-installing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs lines of a module beside the scripts of build/, and answers what they print as JSON. */
async function script(lines: string, environment: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', lines], {
    cwd: root,
    env: { ...process.env, XDG_CACHE_HOME: folder, ...environment },
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** A folder of commands that stand in the way of the real ones. */
function commands(scripts: Record<string, string>): NodeJS.ProcessEnv {
  const path = mkdtempSync(join(folder, 'bin-'));
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(path, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(path, name), 0o755);
  }
  return { PATH: `${path}:${process.env['PATH'] ?? ''}` };
}

describe('the cache of native parts', () => {
  it('makes anew what is there and does not work', async () => {
    mkdirSync(join(folder, 'gapscope/part'), { recursive: true });
    writeFileSync(join(folder, 'gapscope/part/broken'), '');
    const lines = (works: boolean): string => `
      import { cached } from './build/native/cache.mjs';
      import { readdirSync, writeFileSync } from 'node:fs';
      import { join } from 'node:path';
      const path = await cached('part', async (work) => writeFileSync(join(work, 'made'), ''), async () => ${String(works)});
      console.log(JSON.stringify(readdirSync(path)));`;
    expect(await script(lines(true))).toEqual(['broken']);
    expect(await script(lines(false))).toEqual(['made']);
  });
});

describe.skipIf(process.platform === 'win32')('a download that is refused', () => {
  const lines = `
    import { pipDownload } from './build/native/wheel.mjs';
    await pipDownload('python3', ['tensorflow-cpu==2.21.0'], '.').catch(({ name, message }) => console.log(JSON.stringify({ name, message })));`;
  it.each([
    [
      'ERROR: Could not find a version that satisfies the requirement tensorflow-cpu==2.21.0 (from versions: none)\nERROR: No matching distribution found',
      'pip could not download tensorflow-cpu==2.21.0: Could not find a version that satisfies the requirement tensorflow-cpu==2.21.0',
    ],
    [
      "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: Could not install packages due to an EnvironmentError",
      'pip could not download tensorflow-cpu==2.21.0: the package index cannot be reached',
    ],
    [
      'OSError: [Errno 28] No space left on device',
      'pip could not download tensorflow-cpu==2.21.0: no space left on the disk',
    ],
  ])('is told in one clause, without the noise (%#)', async (noise, message) => {
    const environment = commands({ python3: `cat >&2 <<'END'\n${noise}\nEND\nexit 1` });
    expect(await script(lines, environment)).toMatchObject({ message });
  });
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('TensorFlow’s library', () => {
  /** A checkout of its own, with a package and a cached library of which nothing works but what is said here. */
  async function checkout(
    loading: string,
  ): Promise<{ readonly root: string; readonly cache: string; readonly library: string }> {
    const path = mkdtempSync(join(folder, 'checkout-'));
    cpSync(join(root, 'build'), join(path, 'build'), { recursive: true });
    const tensorflow = join(path, 'node_modules/@tensorflow/tfjs-node');
    mkdirSync(tensorflow, { recursive: true });
    writeFileSync(join(tensorflow, 'package.json'), '{"main":"index.js"}');
    writeFileSync(join(tensorflow, 'index.js'), loading);
    const cache = join(path, 'cache');
    const key = await script(
      "import { libraryKey } from './build/native/tensorflow.mjs'; console.log(JSON.stringify(libraryKey('cpu')));",
    );
    const cached = join(cache, 'gapscope', String(key));
    mkdirSync(join(cached, 'lib/napi-v8'), { recursive: true });
    writeFileSync(join(cached, 'lib/napi-v8/tfjs_binding.node'), '');
    return { root: path, cache: cached, library: join(tensorflow, 'lib') };
  }
  const tools = commands({ 'g++': 'exit 0', strip: 'exit 0' });
  const install = (root: string): Promise<unknown> =>
    script(
      `import { hasTensorflow, installTensorflow } from '${root}/build/native/tensorflow.mjs';
       const failed = await installTensorflow('cpu', () => {}).then(() => null, ({ message }) => message);
       console.log(JSON.stringify({ failed, installed: hasTensorflow('cpu') }));`,
      { ...tools, XDG_CACHE_HOME: join(root, 'cache') },
    );

  it('that works is kept', async () => {
    const { root: path, library } = await checkout('exports.add = () => ({ dataSync: () => [3] });');
    expect(await install(path)).toEqual({ failed: null, installed: true });
    expect(existsSync(library)).toBe(true);
  });

  it('that cannot be loaded is taken out, also of the cache', async () => {
    const { root: path, cache, library } = await checkout("throw new Error('libfish.so is missing');");
    expect(await install(path)).toEqual({
      failed: expect.stringContaining('libfish.so is missing') as unknown,
      installed: false,
    });
    expect([existsSync(library), existsSync(cache)]).toEqual([false, false]);
  });

  it('that this processor cannot run is taken out, but stays in the cache for others', async () => {
    const {
      root: path,
      cache,
      library,
    } = await checkout("process.kill(process.pid, 'SIGILL'); setTimeout(() => {}, 5000);");
    expect(await install(path)).toEqual({ failed: expect.stringContaining('SIGILL') as unknown, installed: false });
    expect([existsSync(library), existsSync(cache)]).toEqual([false, true]);
  });
});

describe('a part that can be done without', () => {
  const attempt = (error: string): string => `
    import { tryPart } from './build/install.mjs';
    const outcome = await tryPart('test', () => { throw ${error}; }, { again: true }).catch(({ message }) => ({ thrown: message }));
    console.log(JSON.stringify(outcome));`;

  it('is given up where the system refuses', async () => {
    const full =
      "Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })";
    expect(await script(attempt(full))).toMatchObject({ reason: 'ENOSPC: no space left on device, write' });
  });

  it('but a defect is thrown', async () => {
    expect(await script(attempt("new TypeError('x is not a function')"))).toEqual({ thrown: 'x is not a function' });
  });
});

describe('a command', () => {
  it('that was ended by a signal says by which', async () => {
    const lines = `
      import { run } from './build/native/command.mjs';
      await run(process.execPath, ['-e', "process.kill(process.pid, 'SIGILL'); setTimeout(() => {}, 5000)"])
        .catch(({ message, signal }) => console.log(JSON.stringify({ message, signal })));`;
    expect(await script(lines)).toMatchObject({
      signal: 'SIGILL',
      message: expect.stringContaining('SIGILL') as unknown,
    });
  });
});
