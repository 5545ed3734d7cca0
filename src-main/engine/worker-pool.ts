import { CancelledError } from '#core/errors';
import type { Progress } from '#core/work';
import type { JobNote } from './job-notes';
import type { JobKind, JobRequests, JobResults } from './jobs/run-job';
import { fromWireError } from './wire-errors';
import type { FromWorker, ToWorker } from './worker-messages';

/** A worker process as the pool sees it. */
export interface WorkerProcess {
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, when the process has ended. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** A worker died while it was working; its job may be tried again. */
export class WorkerCrashedError extends Error {
  override readonly name = 'WorkerCrashedError';
}

export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly onNote?: (note: JobNote) => void;
}

export interface WorkerPool {
  readonly size: number;
  run<Kind extends JobKind>(kind: Kind, request: JobRequests[Kind], options?: JobOptions): Promise<JobResults[Kind]>;
  close(): void;
}

interface Task {
  readonly kind: JobKind;
  readonly request: JobRequests[JobKind];
  readonly options: JobOptions;
  resolve(result: JobResults[JobKind]): void;
  reject(error: Error): void;
}

interface Slot {
  readonly process: WorkerProcess;
  task: Task | undefined;
  id: number;
}

/** How long a worker may go on after it was asked to stop. */
const grace = 2_000;

/** So many worker processes, started when first needed, one job at a time each; jobs wait in the order in which they came. */
export function createWorkerPool(size: number, start: () => WorkerProcess): WorkerPool {
  const slots = new Set<Slot>();
  const queue: Task[] = [];
  let lastId = 0;
  let closed = false;

  const open = (): Slot => {
    const slot: Slot = { process: start(), task: undefined, id: 0 };
    slots.add(slot);
    slot.process.onMessage((message) => {
      receive(slot, message);
    });
    slot.process.onExit((reason) => {
      slots.delete(slot);
      const task = slot.task;
      slot.task = undefined;
      if (task?.options.signal?.aborted === true) task.reject(new CancelledError());
      else task?.reject(new WorkerCrashedError(`A worker process ended unexpectedly (${reason}).`));
      advance();
    });
    return slot;
  };

  const receive = (slot: Slot, message: FromWorker): void => {
    const { task } = slot;
    if (task === undefined || message.id !== slot.id) return;
    if (message.type === 'progress') {
      task.options.onProgress?.(message.progress);
      return;
    }
    if (message.type === 'note') {
      task.options.onNote?.(message.note);
      return;
    }
    slot.task = undefined;
    if (message.type === 'done') task.resolve(message.result);
    else task.reject(fromWireError(message.error));
    advance();
  };

  const advance = (): void => {
    while (queue.length > 0 && !closed) {
      const idle = [...slots].find((slot) => slot.task === undefined) ?? (slots.size < size ? open() : undefined);
      if (idle === undefined) return;
      const task = queue.shift();
      if (task !== undefined) assign(idle, task);
    }
  };

  /** Takes a job out of the queue, or asks its worker to stop and kills it where it does not. */
  const stop = (task: Task): void => {
    const at = queue.indexOf(task);
    if (at >= 0) {
      queue.splice(at, 1);
      task.reject(new CancelledError());
      return;
    }
    const slot = [...slots].find((candidate) => candidate.task === task);
    if (slot === undefined) return;
    slot.process.send({ type: 'cancel', id: slot.id });
    setTimeout(() => {
      if (slot.task === task) slot.process.kill();
    }, grace).unref();
  };

  const assign = (slot: Slot, task: Task): void => {
    const id = ++lastId;
    slot.task = task;
    slot.id = id;
    slot.process.send({ type: 'job', id, kind: task.kind, request: task.request });
  };

  return {
    size,
    async run(kind, request, options = {}) {
      const { signal } = options;
      if (signal?.aborted === true || closed) throw new CancelledError();
      let abort: () => void = () => undefined;
      try {
        return await new Promise((resolve, reject) => {
          // A worker answers a job with a result of its kind.
          const task: Task = { kind, request, options, resolve: resolve as Task['resolve'], reject };
          abort = () => {
            stop(task);
          };
          signal?.addEventListener('abort', abort);
          queue.push(task);
          advance();
        });
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    close() {
      closed = true;
      for (const task of queue.splice(0)) task.reject(new CancelledError());
      for (const slot of slots) slot.process.kill();
    },
  };
}
