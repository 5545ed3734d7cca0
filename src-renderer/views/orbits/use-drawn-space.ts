import type { RunSpace } from '#contract/orbits';
import { computed, type ComputedRef } from 'vue';
import { axisOptions, projected, type AxisId } from './axes';
import { outputsName, setMarkers, spaceColours, type DrawnSet, type DrawnSpace } from './drawn-space';
import type { SetId } from './use-orbit-inspector';
import { noOrbits, type DrawnOrbits } from './use-orbit-lines';

interface Shown {
  readonly space: RunSpace | null;
  readonly axes: readonly AxisId[];
  readonly hidden: ReadonlySet<SetId | 'orbits'>;
  readonly dark: boolean;
  readonly orbits: DrawnOrbits;
  readonly one: DrawnOrbits;
}

const setsInOrder = ['test', 'outputs', 'training'] as const;

/** A run's space along the axes that are chosen; points are projected anew only when the axes change. */
export function useDrawnSpace(shown: () => Shown): ComputedRef<DrawnSpace | null> {
  const space = computed(() => shown().space);
  const axes = computed(() => shown().axes.join());
  const positions = computed(() => {
    const current = space.value;
    const along = axes.value.split(',') as AxisId[];
    return new Map(
      setsInOrder.flatMap((set) => {
        const points = current?.[set] ?? null;
        if (current === null || points === null || points.dimension !== current.dimension) return [];
        return [[set, projected(points, along, current.components)] as const];
      }),
    );
  });
  return computed(() => {
    const { axes: along, hidden, dark, orbits, one } = shown();
    if (space.value === null) return null;
    const current = space.value;
    const colours = spaceColours(dark);
    const names = { training: 'Training points', outputs: outputsName(current).many, test: 'Test points' };
    const { components, coordinates } = axisOptions(current);
    // In space there is less room for names.
    const axisNames = new Map(
      [...components, ...coordinates].map(({ id, name, label }) => [id, along.length > 2 ? label : name]),
    );
    return {
      sets: setsInOrder.flatMap((id): DrawnSet[] => {
        const placed = positions.value.get(id);
        if (placed === undefined || hidden.has(id)) return [];
        return [{ id, name: names[id], colour: colours[id], marker: setMarkers[id], positions: placed }];
      }),
      orbits: hidden.has('orbits') ? noOrbits : orbits,
      one: hidden.has('orbits') ? noOrbits : one,
      orbitColour: colours.training,
      oneColour: colours.moved,
      axisNames: along.map((axis) => axisNames.get(axis) ?? ''),
      equalUnits: current.layout.kind !== 'pair',
    };
  });
}
