import { z } from 'zod';
import { defineBackend } from './define-backend';
import { loadNativePackage } from './native-package';

/** TensorFlow on the processor. */
export const tensorflow = defineBackend({
  id: 'tensorflow',
  label: 'TensorFlow',
  summary: 'TensorFlow’s native library, on the processor’s vector units and all its cores.',
  parameters: z.object({}),
  priority: 30,
  tensorflowName: 'tensorflow',
  load: () => loadNativePackage('@tensorflow/tfjs-node'),
});
