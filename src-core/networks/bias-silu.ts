import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { hasFusedKernel, runFusedKernel } from './fused-kernel';
import { silu } from './silu';

type Saving = (tensors: Tensor[]) => void;

const fused = tf.customGrad((...args) => {
  const [z, bias, save] = args as [Tensor, Tensor, Saving];
  return withSlope(runFusedKernel('BiasSilu', { z, bias }), save, ([dz, dbias]) => [dz, dbias]);
});

const fusedWithResidual = tf.customGrad((...args) => {
  const [z, bias, residual, save] = args as [Tensor, Tensor, Tensor, Saving];
  return withSlope(runFusedKernel('ResidualBiasSilu', { z, bias, residual }), save, ([dz, dbias], dy) => [
    dz,
    dbias,
    dy,
  ]);
});

/** A kernel's value, and the gradients that follow from the slope beside it. */
function withSlope(
  [value, slope]: readonly Tensor[],
  save: Saving,
  gradients: (found: readonly [Tensor, Tensor], dy: Tensor) => Tensor[],
): { value: Tensor; gradFunc: (dy: Tensor, saved: Tensor[]) => Tensor[] } {
  if (value === undefined || slope === undefined) throw new Error('The kernel gives a value and its slope.');
  save([slope]);
  return {
    value,
    gradFunc: (dy, [saved]) => {
      if (saved === undefined) throw new Error('Nothing was saved for the gradient.');
      const [dz, dbias] = runFusedKernel('BiasSiluGrad', { dy, slope: saved });
      if (dz === undefined || dbias === undefined) throw new Error('The kernel gives two gradients.');
      return gradients([dz, dbias], dy);
    },
  };
}

/**
 * residual + silu(z + bias), in one pass over memory where the backend has a kernel for it, forward and backward.
 * @param z - [R, B, W]
 * @param bias - [R, 1, W]
 * @param residual - [R, B, W]; nothing is added without it
 */
export function biasSilu(z: Tensor3D, bias: Tensor, residual?: Tensor3D): Tensor3D {
  if (hasFusedKernel('BiasSilu'))
    return (residual === undefined ? fused(z, bias) : fusedWithResidual(z, bias, residual)) as Tensor3D;
  const value: Tensor3D = silu(tf.add(z, bias));
  return residual === undefined ? value : tf.add(residual, value);
}
