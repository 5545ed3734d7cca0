import { parentPort, workerData } from 'node:worker_threads';
import { createRowAccumulator, type RowBatch, type RowSetup } from '#core/gap/row-accumulator';

/** A thread that helps a worker process to accumulate rows of distances. Started by start-row-helpers.ts. */
const accumulator = createRowAccumulator(workerData as RowSetup);

parentPort?.on('message', (message: RowBatch | 'finish') => {
  if (message === 'finish') {
    const result = accumulator.result();
    // Nothing more is added: handed over, not copied.
    parentPort?.postMessage(
      result,
      result.sums.map(({ buffer }) => buffer as ArrayBuffer),
    );
  } else {
    accumulator.add(message);
    parentPort?.postMessage('added');
  }
});
