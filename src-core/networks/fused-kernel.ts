import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/** Kernels of one pass over memory, which a backend may have beside the usual ones. */
export type FusedKernel = 'BiasSilu' | 'ResidualBiasSilu' | 'BiasSiluGrad' | 'AdamStep' | 'Turns';

/** Whether the backend that computes now has the kernel. */
export function hasFusedKernel(name: FusedKernel): boolean {
  const backend = tf.engine().backendName;
  // Without a backend yet there is nothing to ask.
  return backend !== undefined && backend !== '' && tf.getKernel(name, backend) !== undefined;
}

/**
 * Runs a kernel outside of any tape: its gradient is the caller's to give.
 * @returns the kernel's outputs, in its order
 */
export function runFusedKernel(name: FusedKernel, inputs: NamedTensorMap): readonly Tensor[] {
  const outputs: unknown = tf.engine().runKernel(name, inputs);
  const list = Array.isArray(outputs) ? outputs : [outputs];
  return list.map((output) => {
    if (!(output instanceof tf.Tensor)) throw new Error(`The kernel ${name} gave no tensor.`);
    return output;
  });
}
