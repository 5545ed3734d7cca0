import { existsSync } from 'node:fs';
import { z } from 'zod';
import { defineBackend } from './define-backend';
import { loadNativePackage, usesCard } from './native-package';

/** TensorFlow on an NVIDIA card. */
export const tensorflowGpu = defineBackend({
  id: 'tensorflow-gpu',
  label: 'TensorFlow on the graphics card',
  summary: 'TensorFlow’s native library with CUDA, on an NVIDIA card.',
  parameters: z.object({}),
  priority: 40,
  tensorflowName: 'tensorflow',
  async load() {
    if (!cardMarks.some((path) => existsSync(path)) && process.platform !== 'win32')
      return { available: false, reason: 'No NVIDIA card with its driver was found.' };
    const availability = await loadNativePackage('@tensorflow/tfjs-node-gpu');
    return availability.available && !usesCard()
      ? { available: false, reason: 'TensorFlow finds no graphics card that it can use.' }
      : availability;
  },
});

/** Where the driver shows itself: on Linux, in containers, and in the Linux of Windows. */
const cardMarks: readonly string[] = ['/proc/driver/nvidia/version', '/dev/nvidiactl', '/usr/lib/wsl/lib/libcuda.so.1'];
