import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { LateFailure } from '#core/networks/late-failure';
import { defineBackend, type Availability } from './define-backend';
import { tryWebgpu } from './webgpu-trial';
import { registerWaves, type DispatchTools } from './webgpu-waves';

const requirePackage = createRequire(import.meta.url);

/** What is used of a graphics card's device. */
interface Device {
  addEventListener(type: 'uncapturederror', listener: (event: { readonly error: Error }) => void): void;
}

interface Adapter {
  readonly info: unknown;
  readonly limits: Readonly<Record<string, number>>;
  requestDevice(descriptor: { readonly requiredLimits: Readonly<Record<string, number>> }): Promise<Device>;
}

interface Gpu {
  requestAdapter(options: { readonly powerPreference: 'high-performance' }): Promise<Adapter | null>;
}

/** Of the package `webgpu`. */
interface WebgpuPackage {
  create(options: readonly string[]): Gpu;
  readonly globals: object;
}

type Backend = ReturnType<Parameters<typeof tf.registerBackend>[1]> & tf.KernelBackend;

/** Of the package `@tensorflow/tfjs-backend-webgpu`. */
interface BackendPackage {
  readonly webgpu_util: DispatchTools;
  readonly WebGPUBackend: new (device: Device, info: unknown) => Backend;
}

/** Limits that are taken as far as the card goes: by default they are those of the smallest cards. */
const limits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/**
 * Any graphics card with a driver for Vulkan, Metal or Direct3D 12. Experimental: it is used where it is named, never chosen by itself, since its kernels are young
 * (gradients of cumulative sums and products are wrong, which nothing here uses) and a driver that computes on the processor looks like a card.
 */
export const webgpu = defineBackend({
  id: 'webgpu',
  label: 'WebGPU',
  summary: 'Graphics cards of any maker by Vulkan, Metal or Direct3D 12; experimental, used only where it is named.',
  parameters: z.object({}),
  priority: 35,
  experimental: true,
  tensorflowName: 'webgpu',
  load: () => (loaded ??= load()),
});

let loaded: Promise<Availability> | undefined;

async function load(): Promise<Availability> {
  if (process.versions['electron'] !== undefined)
    return {
      available: false,
      reason: 'WebGPU’s library does not work in Electron’s own processes; it is used from the command line.',
    };
  const paths = [pathOf('webgpu'), pathOf('@tensorflow/tfjs-backend-webgpu')];
  const [library, backend] = paths;
  if (library === undefined || backend === undefined)
    return { available: false, reason: 'WebGPU’s packages are not installed; npm install gets them where it can.' };
  const problem = await tryWebgpu(pathToFileURL(library).href);
  if (problem !== undefined) return { available: false, reason: problem };
  const { create, globals } = (await import(pathToFileURL(library).href)) as WebgpuPackage;
  const gpu = create([]);
  // The package for TensorFlow.js looks for these where browsers have them.
  Object.assign(globalThis, globals);
  offer(gpu);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return { available: false, reason: 'The graphics card that was found is gone.' };
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name] ?? 0])),
  });
  const { WebGPUBackend, webgpu_util: tools } = requirePackage(backend) as BackendPackage;
  // The package registers itself without those limits, and fails where there is no card.
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => tellingFailures(new WebGPUBackend(device, adapter.info), device));
  registerWaves(tools);
  return { available: true };
}

/** Where a package is installed, or undefined. */
function pathOf(name: string): string | undefined {
  try {
    return requirePackage.resolve(name);
  } catch {
    return undefined;
  }
}

function offer(gpu: Gpu): void {
  const navigator: unknown = Reflect.get(globalThis, 'navigator');
  if (typeof navigator === 'object' && navigator !== null)
    Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  else
    Object.defineProperty(globalThis, 'navigator', {
      value: { gpu, userAgent: `Node.js ${process.version}` },
      configurable: true,
    });
}

/** A card tells of its errors later, to no one in particular: here the next who reads numbers is told, for they are wrong. */
function tellingFailures(backend: Backend, device: Device): Backend {
  let failure: LateFailure | undefined;
  device.addEventListener('uncapturederror', ({ error }) => {
    const memory = error.constructor.name === 'GPUOutOfMemoryError' ? 'Out of memory: ' : '';
    failure ??= new LateFailure(`WebGPU failed. ${memory}${error.message}`);
  });
  const read = backend.read.bind(backend);
  backend.read = async (dataId: object) => {
    const values = await read(dataId);
    const found = failure;
    failure = undefined;
    if (found !== undefined) throw found;
    return values;
  };
  return backend;
}
