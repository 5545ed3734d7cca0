import type { EventOf } from '#contract/events';
import type { Progress } from '#core/work';
import type { LeasedBatch } from './workspace';

interface RunningBatch {
  readonly batch: LeasedBatch;
  progress: Progress;
  /** How much of its training is done, 0 … 1. */
  share: number;
}

/** The step in which the time of a batch of networks goes. */
const mainStep = 'training';
/** What is left of a batch after its training: samples are drawn and the gap is measured. */
const rest = 0.1;

/** Where the running batches of a sweep stand. */
export class BatchProgress {
  readonly #running = new Map<number, RunningBatch>();
  /** In runs, by batch: what was done of it before it was first begun here. */
  readonly #restored = new Map<number, number>();

  begin(batch: LeasedBatch): void {
    this.#running.set(batch.id, { batch, progress: { step: 'starting', current: 0, total: 0 }, share: 0 });
  }

  note({ id }: LeasedBatch, progress: Progress): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    running.progress = progress;
    if (progress.step !== mainStep || progress.total <= 0) return;
    // Where networks of several sizes are trained one after the other, the share waits for the next to catch up.
    running.share = Math.max(running.share, ((1 - rest) * progress.current) / progress.total);
    // A training tells first where it goes on from.
    if (!this.#restored.has(id)) this.#restored.set(id, running.share * running.batch.runs.length);
  }

  end({ id }: LeasedBatch): void {
    this.#running.delete(id);
  }

  /** What the running batches have done so far, in runs. */
  get runs(): number {
    return [...this.#running.values()].reduce((sum, { batch, share }) => sum + share * batch.runs.length, 0);
  }

  /** What was done of the batches seen here before they were begun here, in runs. */
  get restored(): number {
    return [...this.#restored.values()].reduce((sum, runs) => sum + runs, 0);
  }

  get batches(): EventOf<'batch.progress'>['batches'] {
    return [...this.#running.values()].map(({ batch: { curve, runs }, progress }) => {
      const sizes = runs.map(({ n }) => n);
      return { curve: curve.label, from: Math.min(...sizes), to: Math.max(...sizes), ...progress };
    });
  }
}
