import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRowAccumulator } from '#core/gap/row-accumulator';
import { randomStream } from '#core/mathematics/random-stream';
import { startRowHelpers } from './start-row-helpers';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-rows-'));
const program = join(folder, 'main.mjs');

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: fileURLToPath(new URL('../rows/main.ts', import.meta.url)),
      outDir: folder,
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const setup = { points: 40, sizes: [2, 8, 20] };

function batchOf(test: number) {
  const random = randomStream(['row', test]);
  return {
    rows: Float64Array.from({ length: 40 }, () => random.uniform()),
    tests: Int32Array.of(test),
    limits: Float64Array.of(0),
  };
}

describe('startRowHelpers', () => {
  it('accumulates rows in threads as it is done here', async () => {
    const helpers = startRowHelpers(program, 2)(setup);
    const here = createRowAccumulator(setup);
    const merged = createRowAccumulator(setup);
    try {
      for (let test = 0; test < 40; test++) {
        here.add(batchOf(test));
        const batch = batchOf(test);
        await helpers[test % 2]?.add(batch);
        // Handed over, not copied.
        expect(batch.rows.length).toBe(0);
      }
      for (const helper of helpers) merged.merge(await helper.finish());
    } finally {
      for (const helper of helpers) helper.stop();
    }
    const [found, expected] = [merged.finish(), here.finish()];
    for (const [s, gap] of expected.gaps.entries()) expect((found.gaps[s] ?? NaN) / gap).toBeCloseTo(1, 12);
    for (const [at, value] of expected.jackknife.entries())
      expect((found.jackknife[at] ?? NaN) / value).toBeCloseTo(1, 3);
  }, 60_000);

  it('says so where its program ends', async () => {
    const missing = fileURLToPath(new URL('missing.js', import.meta.url));
    const [helper] = startRowHelpers(missing, 1)(setup);
    await expect(helper?.finish()).rejects.toThrow();
  });
});
