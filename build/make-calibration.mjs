/**
 * Writes resources/dimension-calibration.json: simulates reference spaces on all processors, then fits the networks that correct an estimate of the dimension.
 * Takes about an hour; run it by hand when the statistics or the references change, and commit the result. `node build/make-calibration.mjs [SPACES]`
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { buildPrograms } from './benchmark-programs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const spaces = Number(process.argv[2] ?? 20_000);
const folder = await buildPrograms('calibration', {
  simulate: join(root, 'build/calibration/simulate.ts'),
  fit: join(root, 'build/calibration/fit.ts'),
});
const simulated = join(folder, 'simulated');
mkdirSync(simulated, { recursive: true });

/** Runs a program with its output to a file, or as our own. */
async function run(name, argumentsOfIt, output) {
  const child = spawn(process.execPath, [join(folder, `${name}.js`), ...argumentsOfIt.map(String)], {
    cwd: root,
    stdio: ['ignore', output === undefined ? 'inherit' : 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1', TF_NUM_INTRAOP_THREADS: '1' },
  });
  if (output !== undefined) await finished(child.stdout.pipe(createWriteStream(output)));
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
  if (code !== 0) throw new Error(`${name} ended with status ${String(code)}.`);
}

const parts = availableParallelism();
const files = Array.from({ length: parts }, (_, part) => join(simulated, `${String(part)}.jsonl`));
await Promise.all(files.map((file, part) => run('simulate', [part, Math.ceil(spaces / parts)], file)));
await run('fit', [join(root, 'resources/dimension-calibration.json'), ...files]);
