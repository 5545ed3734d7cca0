import { Worker } from 'node:worker_threads';
import type { RowBatch, RowSetup, RowSums } from '#core/gap/row-accumulator';
import type { RowHelper, StartRowHelpers } from '#core/gap/row-helper';

/** So many batches wait for a thread, so that it has some while the next distances are measured. */
const mostWaiting = 2;

/**
 * Threads that help to accumulate rows of distances.
 * @param program - what they run: src-main/hosts/rows/main.ts, built
 */
export function startRowHelpers(program: string, count: number): StartRowHelpers {
  return (setup) => Array.from({ length: count }, () => startHelper(program, setup));
}

function startHelper(program: string, setup: RowSetup): RowHelper {
  const thread = new Worker(program, { workerData: setup });
  let waiting = 0;
  let result: RowSums | undefined;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  thread.on('message', (message: RowSums | 'added') => {
    if (message === 'added') waiting--;
    else result = message;
    wake();
  });
  thread.on('error', (error) => {
    failure = error;
    wake();
  });
  thread.on('exit', () => {
    failure ??= new Error('A thread that sorts distances ended unexpectedly.');
    wake();
  });

  const until = async (reached: () => boolean): Promise<void> => {
    while (!reached()) {
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };

  return {
    async add(batch: RowBatch) {
      await until(() => waiting < mostWaiting);
      waiting++;
      thread.postMessage(batch, [batch.rows.buffer as ArrayBuffer]);
    },
    async finish() {
      thread.postMessage('finish');
      await until(() => result !== undefined);
      if (result === undefined) throw new Error('It was waited for.');
      return result;
    },
    stop: () => void thread.terminate(),
  };
}
