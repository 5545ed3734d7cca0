import * as tf from '@tensorflow/tfjs-core';

/** Frees what TensorFlow.js keeps for a backward pass that an error has prevented: after an error of memory that is most of it. */
export function releaseTape(): void {
  const { state } = tf.engine();
  // Null once a backward pass has come to its end, whatever the type says.
  const tape: typeof state.activeTape | null = state.activeTape;
  for (const { saved = [] } of tape ?? []) for (const tensor of saved) if (!tensor.isDisposed) tensor.dispose();
  state.activeTape = [];
}
