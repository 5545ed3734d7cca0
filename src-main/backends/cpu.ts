import '@tensorflow/tfjs-backend-cpu';
import { z } from 'zod';
import { defineBackend } from './define-backend';

/** Plain JavaScript: slow, and always there. */
export const cpu = defineBackend({
  id: 'cpu',
  label: 'JavaScript',
  summary: 'Plain JavaScript without native code; slow, but it runs everywhere.',
  parameters: z.object({}),
  priority: 10,
  tensorflowName: 'cpu',
  load: () => Promise.resolve({ available: true }),
});
