import type { EventOf } from '#contract/events';

/** The losses of a run, as far as they are known here. */
export interface KnownLosses {
  readonly steps: readonly number[];
  /** Null where it was no longer a finite number. */
  readonly values: readonly (number | null)[];
}

/** What is known with what was told; undefined where something between the two was missed. */
export function mergeLosses(
  { steps, values }: KnownLosses,
  told: EventOf<'run.losses'>['runs'][number],
): KnownLosses | undefined {
  if (told.from > steps.length) return undefined;
  return {
    steps: [...steps.slice(0, told.from), ...told.steps],
    values: [...values.slice(0, told.from), ...told.values],
  };
}
