import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { z } from 'zod';
import { defineBackend } from './define-backend';

/** WebAssembly with vector instructions; runs wherever Node runs. */
export const wasm = defineBackend({
  id: 'wasm',
  label: 'WebAssembly',
  summary: 'Compiled kernels that need no installation; cannot train convolutions.',
  parameters: z.object({}),
  priority: 20,
  tensorflowName: 'wasm',
  load() {
    const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'));
    setWasmPaths(join(folder, 'wasm-out') + sep);
    return Promise.resolve({ available: true });
  },
});
