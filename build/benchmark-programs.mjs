/** What benchmarks run: our side built for Node, and a Python with what it is compared with. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { cached } from './native/cache.mjs';
import { run } from './native/command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds programs for Node: like the application itself, they hold a file of TensorFlow.js that Node cannot load as it is.
 * @param name - of the folder, below node_modules, so that what is not built in is found from there
 * @param input - sources by the names that the programs get
 * @returns the folder
 */
export async function buildPrograms(name, input) {
  const folder = join(root, 'node_modules/.cache/gapscope-benchmarks', name);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: ['@tensorflow/tfjs-core'] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { input, external: ['@tensorflow/tfjs-core'] },
    },
  });
  return folder;
}

/** A Python with the packages that a file names, in the user's cache folder. */
export async function pythonWith(requirements) {
  const text = readFileSync(requirements, 'utf8');
  const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const folder = await cached(`benchmark-python-${version}`, async (work) => {
    console.error(`Installing ${text.trim().split('\n').join(', ')} for the benchmarks …`);
    await run('python3', ['-m', 'venv', work]);
    await run(join(work, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  });
  return join(folder, 'bin/python');
}
