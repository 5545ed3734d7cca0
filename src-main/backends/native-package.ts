import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nodeUtil from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { Availability } from './define-backend';
import { registerFusedKernels } from './fused-kernels';
import { tryNativePackage } from './native-trial';

const requirePackage = createRequire(import.meta.url);

type NativePackage = '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu';

/** The native package that this process has loaded: two would share one registry of kernels. */
let loaded: NativePackage | undefined;

/** Loads one of TensorFlow.js's native packages. */
export async function loadNativePackage(name: NativePackage): Promise<Availability> {
  if (loaded === name) return { available: true };
  // Where it has found no card, the library for cards computes on the processor like the other.
  if (loaded !== undefined && !usesCard()) return { available: true };
  if (loaded !== undefined) return { available: false, reason: 'This process already computes on the graphics card.' };
  const folder = folderOf(name);
  // The native part is missing where its download was refused.
  if (folder === undefined || !existsSync(join(folder, 'lib')))
    return {
      available: false,
      reason: 'TensorFlow’s library is not installed; npm start installs it where it can be had.',
    };
  // TensorFlow's own log lines go to the console unasked; only its errors are kept.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // Distances need all of float32's digits, which tensor cores would round to ten bits.
  process.env['NVIDIA_TF32_OVERRIDE'] ??= '0';
  // Several workers share one card.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  const problem = await tryNativePackage(folder);
  if (problem !== undefined) return { available: false, reason: problem };
  restoreNodeUtilities();
  try {
    requirePackage(name);
  } catch (error) {
    const message = error instanceof Error ? error.message : nodeUtil.inspect(error);
    return { available: false, reason: `TensorFlow’s library could not be loaded: ${message.split('\n')[0] ?? ''}` };
  }
  loaded = name;
  if (!usesCard()) registerFusedKernels(join(folder, 'lib/napi-v8/gapscope_kernels.node'));
  return { available: true };
}

/** Whether the library that is loaded computes on a card; without one it falls back to the processor and says nothing. */
export function usesCard(): boolean {
  const backend: unknown = tf.findBackend('tensorflow');
  return (
    typeof backend === 'object' &&
    backend !== null &&
    'isUsingGpuDevice' in backend &&
    backend.isUsingGpuDevice === true
  );
}

/** Where a package is installed, or undefined. */
function folderOf(name: NativePackage): string | undefined {
  try {
    return dirname(requirePackage.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/** The packages call two functions that Node 23 took out of its util module. */
function restoreNodeUtilities(): void {
  const missing = {
    isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, implementation] of Object.entries(missing))
    if (!(name in nodeUtil)) Object.defineProperty(nodeUtil, name, { value: implementation, configurable: true });
}
