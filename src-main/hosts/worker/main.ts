import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Progress } from '#core/work';
import { CancelledError } from '#core/errors';
import { activateBackend, reportBackends } from '#main/backends/detect-backends';
import { backends } from '#main/backends/registry';
import { runJob } from '#main/engine/jobs/run-job';
import type { JobPorts } from '#main/engine/jobs/job-ports';
import type { JobWork } from '#main/engine/jobs/job-work';
import { toWireError } from '#main/engine/wire-errors';
import type { FromWorker, ToWorker } from '#main/engine/worker-messages';
import { openData } from '#main/files/open-data';
import { startRowHelpers } from './start-row-helpers';

/**
 * A worker process: one job at a time, told and answered over the channel to the engine. It ends when the engine does.
 */
/** Threads beside this one: as many as TensorFlow uses, which rests meanwhile; more than a few have nothing to do. */
const helpers = Math.min(7, Math.max(0, Number(process.env['OMP_NUM_THREADS'] ?? 1) - 1));
const ports: JobPorts = {
  openData,
  checkBackend: (id) => void (id === 'auto' || backends.get(id)),
  activateBackend,
  reportBackends,
  startRowHelpers: startRowHelpers(join(dirname(fileURLToPath(import.meta.url)), 'rows.js'), helpers),
  now: () => performance.now(),
};
const cancelled = new Set<number>();
/** Milliseconds between messages of progress. */
const interval = 50;

process.on('message', (message: ToWorker) => {
  if (message.type === 'cancel') cancelled.add(message.id);
  else void answer(message);
});
process.on('disconnect', () => {
  process.exit();
});
// A terminal sends these to all that run in it. The engine decides what is to end; it may want a last answer first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

async function answer({ id, kind, request }: Extract<ToWorker, { type: 'job' }>): Promise<void> {
  try {
    send({ type: 'done', id, result: await runJob(kind, request, ports, workOf(id)) });
  } catch (error) {
    const wire = toWireError(error);
    if (wire.kind === 'bug') console.error(error);
    send({ type: 'failed', id, error: wire });
  } finally {
    cancelled.delete(id);
  }
}

function workOf(id: number): JobWork {
  let last = -Infinity;
  let step = '';
  return {
    async checkpoint(progress: Progress) {
      // Lets a message to cancel come in.
      await new Promise(setImmediate);
      if (cancelled.has(id)) throw new CancelledError();
      const now = performance.now();
      if (progress.step === step && now - last < interval && progress.current < progress.total) return;
      last = now;
      step = progress.step;
      send({ type: 'progress', id, progress });
    },
    tell: (note) => send({ type: 'note', id, note }),
  };
}

function send(message: FromWorker): void {
  process.send?.(message);
}
