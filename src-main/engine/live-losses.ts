import type { RunLosses } from './job-notes';

export interface LossSeries {
  readonly id: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** The losses of runs that are being trained, until they are stored. */
export class LiveLosses {
  readonly #known = new Map<string, { readonly steps: number[]; readonly values: number[] }>();
  /** Where what has not been handed on begins. */
  readonly #fresh = new Map<string, number>();

  note(runs: readonly RunLosses[]): void {
    for (const { id, from, steps, values } of runs) {
      const known = this.#known.get(id) ?? { steps: [], values: [] };
      known.steps.splice(from, Infinity, ...steps);
      known.values.splice(from, Infinity, ...values);
      this.#known.set(id, known);
      this.#fresh.set(id, Math.min(from, this.#fresh.get(id) ?? Infinity));
    }
  }

  /** What has come since the last time, and is handed on now. */
  take(): readonly RunLosses[] {
    const taken = [...this.#fresh].flatMap(([id, from]) => {
      const known = this.#known.get(id);
      return known === undefined
        ? []
        : [{ id, from, steps: known.steps.slice(from), values: known.values.slice(from) }];
    });
    this.#fresh.clear();
    return taken;
  }

  /** The losses of a run so far. */
  of(id: string): LossSeries {
    const { steps = [], values = [] } = this.#known.get(id) ?? {};
    return { id, steps: [...steps], values: [...values] };
  }

  get all(): readonly LossSeries[] {
    return [...this.#known.keys()].map((id) => this.of(id));
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.#known.delete(id);
      this.#fresh.delete(id);
    }
  }
}
