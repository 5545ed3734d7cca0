import { CancelledError } from '../errors';
import type { TrainingState } from '../networks/training-state';
import type { Work } from '../work';

export interface IterationRequest {
  /** For each row of the state a name: equal names mean equal data, settings and random numbers. */
  readonly names: readonly string[];
  readonly steps: number;
  /** All that steps change, each array a row a name; restored in place. */
  readonly state: Readonly<Record<string, Float64Array>>;
  /** One number a step, which grows with the steps. */
  readonly recorded?: number[];
  /** What the progress calls this. */
  readonly label: string;
  /**
   * One step, from 0 on. Its random numbers follow from the step alone, and it changes the state only after all that it waits for: where it throws, everything is as
   * it was before.
   */
  step(step: number): Promise<void> | void;
  /** Fills the state where there is none to go on from. */
  begin?(): Promise<void>;
}

/**
 * Steps of a computation in float64. Where the work keeps a training log, it goes on from a state that was kept of an earlier attempt, and ends with the same numbers
 * as if there had been no interruption.
 */
export async function resumableIterations(request: IterationRequest, work: Work): Promise<void> {
  const { names, steps, label, step } = request;
  const log = work.training;
  let done = restore(request, log?.load(names));
  if (done === undefined) {
    await request.begin?.();
    done = 0;
  }
  const keep = (): void => log?.keep(stateOf(request, done ?? 0));
  try {
    while (done < steps) {
      await work.checkpoint({ step: label, current: done, total: steps });
      await step(done);
      done++;
      if (log?.due(done === steps) === true) keep();
    }
  } catch (error) {
    if (done > 0 && error instanceof CancelledError) keep();
    throw error;
  }
}

function stateOf({ names, steps, state, recorded = [] }: IterationRequest, step: number): TrainingState {
  return {
    ...{ replicas: names, step, steps, since: 0, bytes: 0 },
    tensors: Object.fromEntries(Object.entries(state).map(([name, values]) => [name, values.slice()])),
    recorded: recorded.map((_, at) => at),
    losses: names.map(() => [...recorded]),
    failed: names.map(() => null),
  };
}

/** The steps done; undefined, and nothing restored, where the state is that of another computation. */
function restore({ steps, state, recorded }: IterationRequest, kept: TrainingState | undefined): number | undefined {
  if (kept?.steps !== steps || kept.step > steps) return undefined;
  const { tensors, losses } = kept;
  const arrays = Object.entries(state);
  if (Object.keys(tensors).length !== arrays.length) return undefined;
  if (arrays.some(([name, { length }]) => tensors[name]?.length !== length)) return undefined;
  if (recorded !== undefined && losses[0]?.length !== kept.step) return undefined;
  for (const [name, values] of arrays) values.set(tensors[name] ?? []);
  recorded?.push(...(losses[0] ?? []));
  return kept.step;
}
