import type { WorkerPool } from './worker-pool';

/** How networks are best trained on this machine by a backend. */
export interface TrainingManner {
  /** Workers side by side. */
  readonly lanes: number;
  /** Networks that one worker trains as one tensor program. */
  readonly together: number;
}

/** Networks tried together, at most: progress is seen, and little is lost when a worker dies. */
const most = 256;
/** Workers side by side cost memory, and share a graphics card: they must be worth it. */
const worthIt = 1.1;

/** Measures, once for each backend, whether workers side by side train faster than one alone, and how many networks each should take at once. */
export class TrainingCalibration {
  readonly #known = new Map<string, Promise<TrainingManner>>();

  constructor(private readonly training: WorkerPool) {}

  of(backend: string): Promise<TrainingManner> {
    const known = this.#known.get(backend);
    if (known !== undefined) return known;
    const measured = this.#measure(backend).catch((error: unknown) => {
      // Tried again by the next sweep.
      this.#known.delete(backend);
      throw error;
    });
    this.#known.set(backend, measured);
    return measured;
  }

  async #measure(backend: string): Promise<TrainingManner> {
    const request = { backend, most };
    const alone = await this.training.run('calibrate', request);
    const one = { lanes: 1, together: alone.replicas };
    if (this.training.size === 1) return one;
    const all = await Promise.all(
      Array.from({ length: this.training.size }, () => this.training.run('calibrate', request)),
    );
    const speed = all.reduce((sum, { perSecond }) => sum + perSecond, 0);
    const together = Math.max(...all.map(({ replicas }) => replicas));
    return speed > worthIt * alone.perSecond ? { lanes: this.training.size, together } : one;
  }
}
