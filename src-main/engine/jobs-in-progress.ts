import type { Progress } from '#core/work';
import { ExpectedError } from '#core/errors';
import type { EventBus } from './event-bus';
import type { JobOptions } from './worker-pool';

/** Milliseconds between progress events of a job. */
const interval = 100;

/** The long commands that somebody waits for: their progress goes out as events, and they can be cancelled by the id that the caller chose. */
export class JobsInProgress {
  readonly #running = new Map<string, AbortController>();

  constructor(private readonly events: EventBus) {}

  /** Does the work as the job named. */
  async run<Result>(job: string, act: (options: JobOptions) => Promise<Result>): Promise<Result> {
    if (this.#running.has(job)) throw new ExpectedError('invalid-input', `A job '${job}' is running already.`);
    const controller = new AbortController();
    this.#running.set(job, controller);
    try {
      return await act({ signal: controller.signal, onProgress: this.#reporter(job) });
    } finally {
      this.#running.delete(job);
    }
  }

  /** A job that has ended meanwhile is nobody's mistake. */
  cancel(job: string): void {
    this.#running.get(job)?.abort();
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  #reporter(job: string): (progress: Progress) => void {
    let step = '';
    let stepStarted = 0;
    let last = -Infinity;
    return ({ step: name, current, total }) => {
      const now = performance.now();
      if (name !== step) {
        step = name;
        stepStarted = now;
      } else if (now - last < interval && current < total) return;
      last = now;
      const elapsed = (now - stepStarted) / 1000;
      const remaining = current > 0 && elapsed > 0.3 ? (elapsed * (total - current)) / current : null;
      this.events.emit('job.progress', { job, step, current, total, remaining });
    };
  }
}
