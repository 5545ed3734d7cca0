/** What benchmarks run: our side, built for Node. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

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
