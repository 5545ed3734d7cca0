import type { Reals } from '../mathematics/points';

/** A training of replicas between two steps, as plain numbers. */
export interface TrainingState {
  /** Names of the replicas: equal names mean equal initial weights, data and settings. */
  readonly replicas: readonly string[];
  /** Steps done, of `steps`. */
  readonly step: number;
  readonly steps: number;
  /** Matrices with a row a replica, row by row. Weights that stay as they were drawn are drawn again. */
  readonly tensors: Readonly<Record<string, Reals>>;
  /** Steps at which losses were recorded, and the losses: for each replica one a record. */
  readonly recorded: readonly number[];
  readonly losses: readonly (readonly number[])[];
  /** For each replica the step by which its loss was no longer finite, or null. */
  readonly failed: readonly (number | null)[];
  /** Steps since the last record, whose losses are summed in the tensor `pending`. */
  readonly since: number;
  /** The largest size of all tensors during a step, in bytes. */
  readonly bytes: number;
}

/** The same of some of its replicas, in the order asked for; undefined where one of them took no part, or the state is not of one piece. */
export function selectReplicas(state: TrainingState, names: readonly string[]): TrainingState | undefined {
  const places = names.map((name) => state.replicas.indexOf(name));
  if (places.includes(-1) || !isWhole(state)) return undefined;
  const rows = (values: Reals): Reals => {
    const columns = values.length / state.replicas.length;
    const size = places.length * columns;
    const chosen = values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
    places.forEach((place, r) => chosen.set(values.subarray(place * columns, (place + 1) * columns), r * columns));
    return chosen;
  };
  return {
    ...state,
    replicas: [...names],
    tensors: Object.fromEntries(Object.entries(state.tensors).map(([name, values]) => [name, rows(values)])),
    losses: places.map((place) => state.losses[place] ?? []),
    failed: places.map((place) => state.failed[place] ?? null),
  };
}

function isWhole({ replicas, tensors, losses, failed, recorded }: TrainingState): boolean {
  return (
    losses.length === replicas.length &&
    failed.length === replicas.length &&
    losses.every((own) => own.length === recorded.length) &&
    Object.values(tensors).every(({ length }) => length % replicas.length === 0)
  );
}
