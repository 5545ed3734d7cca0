import { z } from 'zod';
import { defineBackend } from './define-backend';

/**
 * Copy this file to `my-backend.ts`, fill it in, and run `npm run generate`. The laws in test/laws/backends.test.ts then compare it with
 * float64 reference results, and `gapscope doctor` lists it.
 */
export const template = defineBackend({
  id: 'my-backend',
  label: 'My backend',
  summary: 'One line for people: what it computes on.',
  parameters: z.object({}),
  // Between its neighbours in speed: cpu 10, wasm 20, tensorflow 30, webgpu 35, tensorflow-gpu 40.
  priority: 15,
  // As given to TensorFlow.js's registerBackend.
  tensorflowName: 'my-backend',
  async load() {
    // Import what registers the backend here, so that nothing is loaded until it is asked for. Say why in one sentence where it cannot be used:
    return Promise.resolve({ available: false, reason: 'This is a template.' });
  },
});
