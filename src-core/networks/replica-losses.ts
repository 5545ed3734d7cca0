import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { copyNumbers } from './compute-numbers';
import type { TrainingState } from './training-state';

/** Losses recorded over a training; all its steps where they are fewer. */
const records = 100;

/** The losses of replicas trained together, each record the mean since the one before. */
export class ReplicaLosses {
  readonly steps: number[] = [];
  readonly values: number[][];
  readonly failed: (number | null)[];
  /** Sum of the losses since the last record; read only then, since reading waits for the device. */
  #sum: Tensor1D | undefined;
  #since = 0;

  constructor(
    replicas: number,
    private readonly total: number,
  ) {
    this.values = Array.from({ length: replicas }, () => []);
    this.failed = Array.from({ length: replicas }, () => null);
  }

  /** Takes the losses of a step, [R], over. */
  add(losses: Tensor1D): void {
    const before = this.#sum;
    this.#sum = before === undefined ? losses : tf.add(before, losses);
    if (before !== undefined) tf.dispose([before, losses]);
    this.#since++;
  }

  /** Records what has come since the last record, where it is time for that. */
  async record(step: number): Promise<boolean> {
    if (this.#sum === undefined || !this.#isDue(step)) return false;
    const values = await this.#sum.data();
    this.#sum.dispose();
    this.#sum = undefined;
    this.steps.push(step);
    values.forEach((value, r) => {
      this.values[r]?.push(value / this.#since);
      if (!Number.isFinite(value)) this.failed[r] ??= step;
    });
    this.#since = 0;
    return true;
  }

  /** Records cover equal numbers of steps, to within one, so that none is noisier than the others; the last step is always due. */
  #isDue(step: number): boolean {
    const count = Math.min(records, this.total);
    return Math.floor((step * count) / this.total) > Math.floor(((step - 1) * count) / this.total);
  }

  /** What is not recorded yet, as part of a state. */
  async pending(): Promise<{ readonly pending?: Float32Array }> {
    return this.#sum === undefined ? {} : { pending: await copyNumbers(this.#sum) };
  }

  recorded(): Pick<TrainingState, 'recorded' | 'losses' | 'failed' | 'since'> {
    const losses = this.values.map((own) => [...own]);
    return { recorded: [...this.steps], losses, failed: [...this.failed], since: this.#since };
  }

  restore({ recorded, losses, failed, since, tensors: { pending } }: TrainingState): void {
    this.steps.push(...recorded);
    losses.forEach((own, r) => this.values[r]?.push(...own));
    failed.forEach((step, r) => (this.failed[r] = step));
    this.#since = since;
    this.#sum = pending === undefined ? undefined : tf.tensor1d(Float32Array.from(pending));
  }

  dispose(): void {
    this.#sum?.dispose();
  }
}
