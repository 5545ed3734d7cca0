import type { Division } from '#core/sweep/batches';
import type { PlannedRun, SweepPlan } from '#core/sweep/plan';
import type { WorkerPool } from './worker-pool';

/** How networks are best trained on this machine by a backend. */
export interface TrainingManner {
  /** Workers side by side. */
  readonly lanes: number;
  /** Networks that one worker trains as one tensor program. */
  readonly together: number;
}

/** So few networks are not worth a trial. */
const fewNetworks = 8;
/** Networks tried together, at most: progress is seen, and little is lost when a worker dies. */
const most = 256;
/** Workers side by side cost memory, and share a graphics card: they must be worth it. */
const worthIt = 1.1;

/** Measures, once for each backend, whether workers side by side train faster than one alone, and how many networks each should take at once. */
export class TrainingCalibration {
  readonly #known = new Map<string, Promise<TrainingManner>>();

  constructor(private readonly training: WorkerPool) {}

  /** How so many networks are trained: few of them before it is known how they are trained best. */
  mannerOf(networks: number, backend: string): Promise<TrainingManner> {
    if (networks <= fewNetworks) return Promise.resolve({ lanes: this.training.size, together: fewNetworks });
    return this.#measured(backend);
  }

  /**
   * How runs are divided into batches: networks by what was found to be fastest here, in shares for all workers.
   * @param left - the runs of the plan that are to be done
   */
  async divisionOf(
    plan: SweepPlan,
    { testPoints, samples }: Pick<Division, 'testPoints' | 'samples'>,
    left: readonly PlannedRun[],
  ): Promise<Division> {
    const networks = networksAmong(plan, left);
    const { lanes, together } = await this.mannerOf(networks, plan.backend);
    return { testPoints, samples, together: shareOf(networks, together, lanes) };
  }

  /** How runs will be divided and by how many workers, as far as that is known without a trial. */
  async expectedFor(
    plan: SweepPlan,
    { testPoints, samples }: Pick<Division, 'testPoints' | 'samples'>,
    left: readonly PlannedRun[],
  ): Promise<{ readonly division: Division; readonly lanes: number }> {
    const networks = networksAmong(plan, left);
    const known = networks > fewNetworks ? await this.#known.get(plan.backend)?.catch(() => undefined) : undefined;
    const { lanes, together } = known ?? { lanes: this.training.size, together: fewNetworks };
    return { division: { testPoints, samples, together: shareOf(networks, together, lanes) }, lanes };
  }

  #measured(backend: string): Promise<TrainingManner> {
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

function networksAmong(plan: SweepPlan, runs: readonly PlannedRun[]): number {
  return runs.filter(({ curve }) => plan.curves[curve]?.trainer.replicas === true).length;
}

/** Every worker has its share. */
function shareOf(networks: number, together: number, lanes: number): number {
  return Math.max(1, Math.min(together, Math.ceil(networks / lanes)));
}
