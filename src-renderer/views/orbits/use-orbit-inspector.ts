import type { ModelOutputs, OrbitDistances, RunSpace, ShownPoints } from '#contract/orbits';
import type { Group } from '#core/groups/define-group';
import { resolveGroup } from '#core/groups/registry';
import { trivialGroup } from '#core/groups/trivial';
import { rowOf, type Reals } from '#core/mathematics/points';
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { elementAt, orbitParameters, type OrbitParameter } from './orbit-parameters';

export type SetId = 'outputs' | 'training' | 'test';

/** A point of one of the shown sets, by its place in it. */
export interface Chosen {
  readonly set: SetId;
  readonly place: number;
}

/** A point beside the training point whose orbit is nearest. */
export interface Alignment {
  /** The point itself. */
  readonly point: Reals;
  /** Row of the nearest training point, or of the point itself where it is one. */
  readonly row: number;
  readonly training: Reals;
  /** The element that brings the training point nearest. */
  readonly element: Float64Array;
  /** Where it brings it. */
  readonly aligned: Float64Array;
  /** ‖point − aligned‖ */
  readonly distance: number;
}

export interface OrbitInspector {
  /** The group whose orbits are looked at; null while there is no space. */
  readonly group: ComputedRef<Group | null>;
  readonly parameters: ComputedRef<readonly OrbitParameter[]>;
  readonly chosen: ShallowRef<Chosen | null>;
  readonly alignment: ComputedRef<Alignment | null>;
  /** What the sliders stand at, one a parameter. */
  readonly values: ShallowRef<readonly number[]>;
  /** The element by which the training point is moved now. */
  readonly element: ComputedRef<Float64Array | null>;
  /** Where that brings it. */
  readonly moved: ComputedRef<Float64Array | null>;
  pointAt(chosen: Chosen): Reals | null;
  pointsOf(set: SetId): ShownPoints | ModelOutputs | null;
  /** A point beside the nearest training orbit; null where that was not measured. */
  align(chosen: Chosen): Alignment | null;
}

/** What is chosen of a run's space, aligned with its nearest training orbit, and moved along that. */
export function useOrbitInspector(
  space: () => RunSpace | null,
  distances: () => OrbitDistances | null,
  under: () => 'group' | 'identity',
): OrbitInspector {
  const group = computed(() => {
    const current = space();
    if (current === null) return null;
    const { dimension: ambientDimension, layout } = current;
    if (under() === 'identity' || current.group === null) return trivialGroup(ambientDimension);
    return resolveGroup(current.group.reference, { ambientDimension, layout }).group;
  });
  const parameters = computed(() => (group.value === null ? [] : orbitParameters(group.value)));
  const chosen = shallowRef<Chosen | null>(null);
  const values = shallowRef<readonly number[]>([]);

  const pointsOf = (set: SetId): ShownPoints | ModelOutputs | null => space()?.[set] ?? null;
  function pointAt({ set, place }: Chosen): Reals | null {
    const points = pointsOf(set);
    return points === null ? null : rowOf(points, place);
  }
  const placesOfRows = computed(() => {
    const places = new Map<number, Reals>();
    for (const points of [distances()?.further, space()?.training])
      points?.rows.forEach((row, place) => places.set(row, rowOf(points, place)));
    return places;
  });
  const trainingAt = (row: number): Reals | undefined => placesOfRows.value.get(row);

  const measured = computed(() => {
    const found = distances();
    const byPlace = (set: OrbitDistances['outputs']): ReadonlyMap<number, { row: number; distance: number }> =>
      new Map(
        Array.from(set?.places ?? [], (place, i) => [
          place,
          { row: set?.nearest[i] ?? -1, distance: set?.distances[i] ?? NaN },
        ]),
      );
    return { outputs: byPlace(found?.outputs ?? null), test: byPlace(found?.test ?? null) };
  });
  function nearestOf({ set, place }: Chosen): { readonly row: number; readonly distance: number } | undefined {
    if (set !== 'training') return measured.value[set].get(place);
    const row = space()?.training?.rows[place];
    return row === undefined ? undefined : { row, distance: 0 };
  }

  function align(one: Chosen): Alignment | null {
    const points = pointsOf(one.set);
    const nearest = nearestOf(one);
    const training = nearest === undefined ? undefined : trainingAt(nearest.row);
    if (points === null || group.value === null || nearest === undefined || training === undefined) return null;
    const point = rowOf(points, one.place);
    if (point.length !== training.length) return null;
    const element = one.set === 'training' ? group.value.identity() : group.value.alignPair(point, training).element;
    const aligned = new Float64Array(training.length);
    group.value.act(element, training, aligned);
    let square = 0;
    for (let k = 0; k < point.length; k++) square += ((point[k] as number) - (aligned[k] as number)) ** 2;
    return { point, row: nearest.row, training, element, aligned, distance: Math.sqrt(square) };
  }
  const alignment = computed(() => (chosen.value === null ? null : align(chosen.value)));

  watch([chosen, parameters], () => (values.value = parameters.value.map(() => 0)), { immediate: true });
  const element = computed(() =>
    group.value === null || alignment.value === null
      ? null
      : elementAt(group.value, parameters.value, values.value, alignment.value.element),
  );
  const moved = computed(() => {
    if (group.value === null || alignment.value === null || element.value === null) return null;
    const out = new Float64Array(alignment.value.training.length);
    group.value.act(element.value, alignment.value.training, out);
    return out;
  });
  return { group, parameters, chosen, alignment, values, element, moved, pointAt, pointsOf, align };
}
