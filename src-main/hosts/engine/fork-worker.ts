import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { WorkerProcess } from '#main/engine/worker-pool';
import { resourcePath } from '#main/files/resource-path';
import { passOnLog } from './pass-on-log';
import type { FromWorker } from '#main/engine/worker-messages';

/**
 * Starts a worker process from the built worker.
 * @param threads - how many threads its TensorFlow may use
 */
export function forkWorker(threads: number): WorkerProcess {
  const child = fork(join(dirname(resourcePath()), 'out', 'main', 'worker.js'), [], {
    serialization: 'advanced',
    // Nothing is printed but by the host: its standard output may be one JSON document.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execPath: process.env['GAPSCOPE_ENGINE_NODE'] ?? process.execPath,
    env: {
      ...process.env,
      // In Electron the executable is a Node only when asked to be one.
      ELECTRON_RUN_AS_NODE: '1',
      TF_CPP_MIN_LOG_LEVEL: '3',
      TF_NUM_INTRAOP_THREADS: String(threads),
      OMP_NUM_THREADS: String(threads),
    },
  });
  if (child.stderr !== null) passOnLog(child.stderr, process.stderr);
  return {
    send(message) {
      if (child.connected) child.send(message);
    },
    onMessage: (listener) => child.on('message', (message: FromWorker) => listener(message)),
    onExit(listener) {
      let ended = false;
      const end = (reason: string): void => {
        if (ended) return;
        ended = true;
        listener(reason);
      };
      child.on('exit', (code, signal) => end(signal ?? `exit code ${String(code)}`));
      child.on('error', (error) => end(error.message));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
