// The core first: it makes the engine and the registries that all copies of TensorFlow.js in a process share.
import '@tensorflow/tfjs-core';
// The core registers no gradients by itself; only the package for Node does so on the side, which may be missing.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
