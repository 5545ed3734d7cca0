import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensorInfoMap, Tensor } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '#core/networks/fused-kernel';

const requireAddon = createRequire(import.meta.url);

/** The part of TensorFlow's native backend that runs an operation by name. */
interface OperationRunner {
  executeMultipleOutputs(name: string, attributes: [], inputs: readonly unknown[], outputs: number): Tensor[];
}

/** The addon's operation for a kernel, its inputs in their order, and how many outputs it has. */
const operations: Readonly<Record<FusedKernel, readonly [string, readonly string[], number]>> = {
  BiasSilu: ['GapscopeBiasSilu', ['z', 'bias'], 2],
  ResidualBiasSilu: ['GapscopeResidualBiasSilu', ['z', 'bias', 'residual'], 2],
  BiasSiluGrad: ['GapscopeBiasSiluGrad', ['dy', 'slope'], 2],
  AdamStep: ['GapscopeAdam', ['parameters', 'gradient', 'mean', 'square', 'settings'], 3],
  Turns: ['GapscopeTurns', ['phases'], 1],
};

/**
 * Adds the fused kernels to TensorFlow's backend on the processor, where they were compiled with it: training needs fewer passes over memory then. Without
 * them the same is computed by the usual kernels.
 * @param addon - path of the compiled kernels
 */
export function registerFusedKernels(addon: string): void {
  if (!existsSync(addon)) return;
  requireAddon(addon);
  for (const [kernelName, [operation, names, outputs]] of Object.entries(operations)) {
    if (tf.getKernel(kernelName, 'tensorflow') !== undefined) continue;
    tf.registerKernel({
      kernelName,
      backendName: 'tensorflow',
      kernelFunc: ({ inputs, backend }) =>
        runnerOf(backend).executeMultipleOutputs(operation, [], inOrder(inputs, names), outputs),
    });
  }
}

function runnerOf(backend: unknown): OperationRunner {
  if (!canRun(backend)) throw new Error('The backend does not run operations by name.');
  return backend;
}

function canRun(backend: unknown): backend is OperationRunner {
  return (
    typeof backend === 'object' &&
    backend !== null &&
    'executeMultipleOutputs' in backend &&
    typeof backend.executeMultipleOutputs === 'function'
  );
}

function inOrder(inputs: NamedTensorInfoMap, names: readonly string[]): readonly unknown[] {
  return names.map((name) => inputs[name]);
}
