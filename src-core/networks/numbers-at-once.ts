import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { ExpectedError } from '../errors';

/** Whether the backend that computes now gives numbers only to those who wait. */
export function givesNumbersLate(): boolean {
  return tf.engine().backendName === 'webgpu';
}

/**
 * The numbers of a tensor within a computation that cannot wait. Those that were just put in are at hand on every backend.
 * @throws ExpectedError('unavailable') where the backend has computed them, and does not give them at once
 */
export function numbersAtOnce(x: Tensor): Float32Array {
  if (givesNumbersLate() && isComputed(x))
    throw new ExpectedError(
      'unavailable',
      'The backend that was chosen cannot train this model for this group: it aligns computed points, whose numbers this backend gives too late; expected another backend, or a group with equivariant polynomials.',
    );
  const values = x.dataSync();
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

/** Whether a tensor's numbers are on the card alone. */
function isComputed({ dataId }: Tensor): boolean {
  const { backend }: { readonly backend: unknown } = tf.engine();
  if (typeof backend !== 'object' || backend === null || !('tensorMap' in backend)) return true;
  const { tensorMap } = backend as { readonly tensorMap: { get(id: object): { readonly values?: unknown } } };
  return (tensorMap.get(dataId).values ?? null) === null;
}
