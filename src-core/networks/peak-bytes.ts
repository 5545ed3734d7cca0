import * as tf from '@tensorflow/tfjs-core';

/** The largest size of all tensors that exist while `act` runs, in bytes, looked at after every kernel. Costs about twice the time of `act`. */
export async function peakBytes(act: () => void): Promise<number> {
  // TensorFlow.js would go on profiling after an error.
  let failure: { readonly error: unknown } | undefined;
  const { peakBytes: peak } = await tf.profile(() => {
    try {
      act();
    } catch (error) {
      failure = { error };
    }
  });
  if (failure !== undefined) throw failure.error;
  return Math.max(peak, tf.memory().numBytes);
}
