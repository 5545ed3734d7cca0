import type { RunSpace } from '#contract/orbits';
import type { Group } from '#core/groups/define-group';
import { rowOf, type Points, type Reals } from '#core/mathematics/points';
import { orbitPieces, type OrbitDetail, type OrbitPieces } from '#core/orbits/orbit-pieces';
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { projected, type AxisId } from './axes';
import { affordableOrbits, manyDetail, oneDetail } from './orbit-budget';

/** Orbits along the axes of the picture. */
export interface DrawnOrbits {
  /** Each a line, point after point. */
  readonly lines: readonly Float32Array[];
  /** Single points. */
  readonly copies: Float32Array;
  /** How many training points' orbits these are, of how many. */
  readonly shown: number;
  readonly of: number;
  /** True where an orbit has more points than are drawn. */
  readonly partly: boolean;
}

/** Milliseconds of drawing up before the window may do something else. */
const slice = 12;

export const noOrbits: DrawnOrbits = { lines: [], copies: new Float32Array(0), shown: 0, of: 0, partly: false };

interface Wanted {
  readonly space: RunSpace | null;
  readonly group: Group | null;
  readonly axes: readonly AxisId[];
}

/** The orbits of as many training points as can be drawn well, in pieces of time that leave the window at ease. */
export function useOrbitLines(wanted: () => Wanted): ShallowRef<DrawnOrbits> {
  const drawn = shallowRef<DrawnOrbits>(noOrbits);
  let turn = 0;
  watch(
    wanted,
    async ({ space, group, axes }) => {
      const current = ++turn;
      if (!space?.training || group === null || group.order === 1) {
        drawn.value = noOrbits;
        return;
      }
      const found = await drawMany(space.training, group, axes, space.components, () => turn !== current);
      if (found !== undefined) drawn.value = found;
    },
    { immediate: true },
  );
  onScopeDispose(() => turn++);
  return drawn;
}

/** The orbit of one training point, finely. */
export function useOneOrbit(point: () => Reals | null, wanted: () => Wanted): ComputedRef<DrawnOrbits> {
  return computed(() => {
    const { space, group, axes } = wanted();
    const x = point();
    if (space === null || group === null || x === null || group.order === 1) return noOrbits;
    const pieces = orbitPieces(group, x, oneDetail(space.dimension));
    return { ...joined([pieces], axes, space.components), shown: 1, of: 1 };
  });
}

async function drawMany(
  training: Points,
  group: Group,
  axes: readonly AxisId[],
  components: RunSpace['components'],
  isStale: () => boolean,
): Promise<DrawnOrbits | undefined> {
  const detail: OrbitDetail = manyDetail(training.dimension);
  const parts: Omit<DrawnOrbits, 'shown' | 'of'>[] = [];
  let affordable = 1;
  let began = performance.now();
  for (let i = 0; i < Math.min(affordable, training.count); i++) {
    const pieces = orbitPieces(group, rowOf(training, i), detail);
    if (i === 0) affordable = affordableOrbits(verticesOf(pieces), training.dimension);
    parts.push(joined([pieces], axes, components));
    if (performance.now() - began < slice) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (isStale()) return undefined;
    began = performance.now();
  }
  return {
    lines: parts.flatMap(({ lines }) => lines),
    copies: concatenated(parts.map(({ copies }) => copies)),
    shown: parts.length,
    of: training.count,
    partly: parts.some(({ partly }) => partly),
  };
}

function verticesOf({ copies, lines }: OrbitPieces): number {
  return copies.count + lines.reduce((sum, line) => sum + line.count, 0);
}

function joined(
  orbits: readonly OrbitPieces[],
  axes: readonly AxisId[],
  components: RunSpace['components'],
): Omit<DrawnOrbits, 'shown' | 'of'> {
  return {
    lines: orbits.flatMap(({ lines }) => lines.map((line) => projected(line, axes, components))),
    // Lines go through the copies.
    copies: concatenated(
      orbits.map(({ copies, lines }) => (lines.length > 0 ? new Float32Array(0) : projected(copies, axes, components))),
    ),
    partly: orbits.some(({ copies, copiesOf }) => copiesOf > copies.count),
  };
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
