import type { RunSpace } from '#contract/orbits';
import type { Reals } from '#core/mathematics/points';
import { computed, shallowRef, watch } from 'vue';
import { useTheme } from '../../app/theme';
import { axisOptions, defaultAxes, valueAlong, type AxisId } from './axes';
import type { Marks } from './drawn-space';
import { hasPictures } from './pictures';
import { useDrawnSpace } from './use-drawn-space';
import type { OrbitInspector, SetId } from './use-orbit-inspector';
import { useOneOrbit, useOrbitLines } from './use-orbit-lines';
import { webGlSupport } from './webgl';

/** How a run's space is shown: flat, spatial or as pictures, along which axes, and what is drawn and marked there. */
export function useSpacePicture(space: () => RunSpace | null, inspector: OrbitInspector, playing: () => boolean) {
  const { dark } = useTheme();
  const webGl = webGlSupport();
  const lost = shallowRef(false);
  /** Why three dimensions cannot be drawn; null where they can. */
  const flatOnly = computed(() => {
    if (lost.value) return 'The graphics context was lost; reopen this view to try again.';
    if (!webGl.available) return 'This window has no WebGL, which three dimensions need.';
    return (space()?.dimension ?? 0) < 3 ? 'The space has fewer than three coordinates.' : null;
  });
  const mode = shallowRef<'2' | '3' | 'pictures'>('2');
  const axes = shallowRef<readonly AxisId[]>(['coordinate:0', 'coordinate:1', 'coordinate:2']);
  const hidden = shallowRef<ReadonlySet<SetId | 'orbits'>>(new Set());
  /** The task that the axes were chosen for; they are kept from run to run of it. */
  let task: string | undefined;
  watch(space, (current) => {
    if (current === null) return;
    const { components, coordinates } = axisOptions(current);
    const offered = new Set([...components, ...coordinates].map(({ id }) => id));
    // Without its training points a run has no components.
    if (current.sweep.task !== task || !axes.value.every((axis) => offered.has(axis)))
      axes.value = defaultAxes(current);
    task = current.sweep.task;
    if ((mode.value === '3' && flatOnly.value !== null) || (mode.value === 'pictures' && !hasPictures(current)))
      mode.value = '2';
  });
  const dimensions = computed(() => (mode.value === '3' && flatOnly.value === null ? 3 : 2));
  const shownAxes = computed(() => axes.value.slice(0, dimensions.value));

  const wanted = () => ({ space: space(), group: inspector.group.value, axes: shownAxes.value });
  const orbits = useOrbitLines(wanted);
  // Its lines go through where it is aligned: there the sliders begin.
  const one = useOneOrbit(() => inspector.alignment.value?.aligned ?? null, wanted);
  const drawn = useDrawnSpace(() => ({
    ...{ space: space(), axes: shownAxes.value, hidden: hidden.value, dark: dark.value },
    ...{ orbits: orbits.value, one: one.value },
  }));

  function place(point: Reals | null | undefined): Float32Array | null {
    const current = space();
    if (!point || point.length !== current?.dimension) return null;
    return Float32Array.from(shownAxes.value, (axis) => valueAlong(point, axis, current.components));
  }
  const marks = computed<Marks>(() => {
    const { chosen, alignment, values, moved } = inspector;
    return {
      chosen: place(chosen.value === null ? null : inspector.pointAt(chosen.value)),
      aligned: place(alignment.value?.aligned),
      moved: values.value.some((value) => value !== 0) || playing() ? place(moved.value) : null,
    };
  });
  const label = computed(() => {
    const sets = drawn.value?.sets.map(({ name, positions }) => `${positions.length / dimensions.value} ${name}`) ?? [];
    return `The space along ${drawn.value?.axisNames.join(', ') ?? ''}: ${sets.join(', ')}. Arrow keys choose a point.`;
  });
  return { mode, axes, hidden, lost, flatOnly, dimensions, orbits, drawn, marks, label };
}
