import type { RandomStream } from '#core/mathematics/random-stream';
import type { RecordedLosses, TrainingLog } from '#core/networks/training-log';
import { selectReplicas, type TrainingState } from '#core/networks/training-state';
import { contentHash } from '#core/sweep/hash';
import type { Checkpoint } from '../checkpoint';
import type { JobNote, RunLosses } from '../job-notes';
import { LiveLosses } from '../live-losses';

/** Milliseconds between two checkpoints: few at first, so that short trainings are kept too, then so many that, with the time that storing takes, a kill costs less than 30 s. */
const shortest = 2_000;
const longest = 15_000;
/** A training that took less since its last checkpoint is repeated rather than stored at its end. */
const worthKeeping = 5_000;

interface BatchLogOptions {
  /** What earlier attempts have left. */
  readonly checkpoints: readonly Checkpoint[];
  readonly runs: readonly { readonly id: string; readonly random: RandomStream }[];
  /** Milliseconds. */
  now(): number;
  tell(note: JobNote): void;
}

/** What is recorded of the trainings of a batch while they go on. */
export class BatchLog implements TrainingLog {
  readonly #options: BatchLogOptions;
  readonly #checkpoints: Map<string, Checkpoint>;
  readonly #started: number;
  readonly #before: number;
  #kept: number;
  readonly #losses = new LiveLosses();
  readonly #memory = new Map<string, number>();

  constructor(options: BatchLogOptions) {
    this.#options = options;
    this.#checkpoints = new Map(options.checkpoints.map((checkpoint) => [checkpoint.key, checkpoint]));
    this.#before = Math.max(0, ...options.checkpoints.map(({ seconds }) => seconds));
    this.#started = options.now();
    this.#kept = this.#started;
  }

  /** What the batch has taken so far, with the earlier attempts up to their last checkpoint. */
  get seconds(): number {
    return this.#before + (this.#options.now() - this.#started) / 1000;
  }

  /** A run's share of the largest size of all tensors during a step of its training, in bytes; null where no network was trained. */
  memoryOf(run: string): number | null {
    return this.#memory.get(run) ?? null;
  }

  /** The losses of a run so far, those that are finite. */
  lossesOf(run: string): { readonly steps: readonly number[]; readonly values: readonly number[] } {
    const { steps, values } = this.#losses.of(run);
    const finite = (_: number, i: number): boolean => Number.isFinite(values[i]);
    return { steps: steps.filter(finite), values: values.filter(finite) };
  }

  load(names: readonly string[]): TrainingState | undefined {
    const states = [...this.#checkpoints.values()].flatMap(({ state }) => selectReplicas(state, names) ?? []);
    return states.sort((a, b) => b.step - a.step)[0];
  }

  due(ended: boolean): boolean {
    const now = this.#options.now();
    const interval = Math.min(longest, shortest + (now - this.#started) / 2);
    return now - this.#kept >= (ended ? Math.min(interval, worthKeeping) : interval);
  }

  keep(state: TrainingState): void {
    const checkpoint: Checkpoint = { key: contentHash(state.replicas), state, seconds: this.seconds };
    this.#kept = this.#options.now();
    this.#checkpoints.set(checkpoint.key, checkpoint);
    this.#options.tell({ kind: 'checkpoint', checkpoint });
  }

  observe({ replicas, from, steps, losses }: RecordedLosses): void {
    const runs = replicas.flatMap((stream, r): RunLosses[] => {
      const id = this.#runOf(stream);
      return id === undefined ? [] : [{ id, from, steps, values: losses[r] ?? [] }];
    });
    this.#losses.note(runs);
    this.#options.tell({ kind: 'losses', runs });
  }

  measure(replicas: readonly RandomStream[], bytes: number): void {
    for (const stream of replicas) {
      const id = this.#runOf(stream);
      if (id !== undefined) this.#memory.set(id, Math.max(this.#memory.get(id) ?? 0, bytes / replicas.length));
    }
  }

  /** The run whose stream that was derived from. */
  #runOf({ path }: RandomStream): string | undefined {
    return this.#options.runs.find(({ random }) => random.path.every((part, i) => path[i] === part))?.id;
  }
}
