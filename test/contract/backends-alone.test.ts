import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataRequest } from '#contract/data';
import type { FromWorker, ToWorker } from '#main/engine/worker-messages';
import { backends } from '#main/backends/registry';
import { buildCommandLine } from './command-line';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-backends-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(buildCommandLine, 300_000);

/** Hides TensorFlow's native packages from a process, as where they could not be installed. */
const hidden = join(folder, 'hide.cjs');
writeFileSync(
  hidden,
  `const Module = require('node:module');
   const resolve = Module._resolveFilename;
   Module._resolveFilename = function (name, ...rest) {
     if (/^@tensorflow\\/tfjs(-node.*)?(\\/|$)/.test(name)) throw Object.assign(new Error('Cannot find ' + name), { code: 'MODULE_NOT_FOUND' });
     return resolve.call(this, name, ...rest);
   };`,
);

/** Asks a worker process of its own, which has no TensorFlow. */
function askWorker(job: Omit<Extract<ToWorker, { type: 'job' }>, 'type' | 'id'>): Promise<FromWorker> {
  const worker = fork(fileURLToPath(new URL('../../out/main/worker.js', import.meta.url)), [], {
    serialization: 'advanced',
    execArgv: ['--require', hidden],
  });
  return new Promise<FromWorker>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      // What it tells underway is not its answer.
      if (message.type !== 'progress' && message.type !== 'note') resolve(message);
    });
    worker.on('exit', (code) => reject(new Error(`The worker ended with ${String(code)}.`)));
    worker.send({ type: 'job', id: 1, ...job } satisfies ToWorker);
  }).finally(() => worker.kill());
}

describe('without TensorFlow’s native library', () => {
  // Each in its own process: what one backend loads on the side must not help another.
  it.each(backends.all.map(({ id }) => id))(
    'the backend %s passes its self-test, gradients too, or says why not',
    async (backend) => {
      const data = dataRequest.parse({ source: 'task:circle', rows: 60 });
      const answer = await askWorker({
        kind: 'measure',
        request: {
          ...{ job: 'x', data, group: 'trivial', estimators: [], pointwise: false, everyPoint: false },
          ...{ transport: false, backend },
        },
      });
      // Whether there is a card is the machine's affair.
      const works = backend === 'webgpu' ? answer.type === 'done' : backend === 'cpu' || backend === 'wasm';
      if (works) expect(answer).toMatchObject({ type: 'done' });
      else expect(answer).toMatchObject({ type: 'failed', error: { kind: 'expected', code: 'unavailable' } });
    },
    60_000,
  );

  it('a worker computes with WebAssembly', async () => {
    const answer = await askWorker({ kind: 'backends', request: {} });
    expect(answer).toMatchObject({
      type: 'done',
      result: [
        { id: 'tensorflow-gpu', status: 'unavailable' },
        { id: 'webgpu' },
        { id: 'tensorflow', status: 'unavailable' },
        { id: 'wasm', status: 'used' },
        { id: 'cpu', status: 'available' },
      ],
    });
  }, 60_000);
});
