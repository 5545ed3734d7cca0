import type { RunSpace } from '#contract/orbits';
import type { Points, Reals } from '#core/mathematics/points';
import { formatReal } from '../../formatting/number';

/** A direction of the space that can be drawn along: a principal component or a coordinate, counted from 0. */
export type AxisId = `component:${number}` | `coordinate:${number}`;

export interface AxisOption {
  readonly id: AxisId;
  /** Short, to be chosen by. */
  readonly label: string;
  /** In full, to stand at the axis. */
  readonly name: string;
}

type Described = Pick<RunSpace, 'layout' | 'dimension' | 'components'>;

/** More coordinates than anyone would choose among are left out. */
const mostCoordinates = 1024;

/** The directions of a space: its principal components with their shares of the variance, then its coordinates. */
export function axisOptions(space: Described): {
  readonly components: readonly AxisOption[];
  readonly coordinates: readonly AxisOption[];
} {
  return {
    components: space.components.shares.map((share, k) => ({
      id: `component:${k}`,
      label: `PC ${k + 1} (${formatReal(100 * share, 2)} %)`,
      name: `Principal component ${k + 1} (${formatReal(100 * share, 2)} % of the variance)`,
    })),
    coordinates: Array.from({ length: Math.min(space.dimension, mostCoordinates) }, (_, k) => ({
      id: `coordinate:${k}`,
      ...{ label: coordinateName(space.layout, k), name: coordinateName(space.layout, k) },
    })),
  };
}

/** What a coordinate is, in the terms of the layout. */
export function coordinateName(layout: RunSpace['layout'], k: number): string {
  switch (layout.kind) {
    case 'plain':
      return `Coordinate ${k + 1}`;
    case 'image': {
      const pixel = Math.floor(k / layout.channels);
      const channel = layout.channels > 1 ? `, channel ${(k % layout.channels) + 1}` : '';
      return `Row ${Math.floor(pixel / layout.columns) + 1}, column ${(pixel % layout.columns) + 1}${channel}`;
    }
    case 'point-cloud':
      return `Point ${Math.floor(k / layout.dimension) + 1}, ${axisLetter(k % layout.dimension)}`;
    case 'pair':
      return k < layout.inputs ? `Input ${k + 1}` : `Output ${k - layout.inputs + 1}`;
  }
}

function axisLetter(k: number): string {
  return ['x', 'y', 'z'][k] ?? `axis ${k + 1}`;
}

/** What a space is drawn along at first: its coordinates where there are no more than three, inputs against outputs, else principal components. */
export function defaultAxes({ layout, dimension, components }: Described): [AxisId, AxisId, AxisId] {
  const last = Math.max(0, dimension - 1);
  const coordinates = (...axes: [number, number, number]): [AxisId, AxisId, AxisId] =>
    axes.map((k): AxisId => `coordinate:${Math.min(k, last)}`) as [AxisId, AxisId, AxisId];
  if (layout.kind === 'pair')
    return layout.inputs > 1 ? coordinates(0, layout.inputs, 1) : coordinates(0, layout.inputs, layout.inputs + 1);
  if (dimension <= 3 || components.shares.length < 3) return coordinates(0, 1, 2);
  return ['component:0', 'component:1', 'component:2'];
}

/** The axis that an id names, as a unit vector's index or weights. */
function parsed(axis: AxisId): { readonly component: boolean; readonly index: number } {
  const [kind, index] = axis.split(':');
  return { component: kind === 'component', index: Number(index) };
}

/** Where a point lies along an axis; components are counted from the mean. */
export function valueAlong(point: Reals, axis: AxisId, { mean, axes }: RunSpace['components']): number {
  const { component, index } = parsed(axis);
  if (!component) return point[index] ?? 0;
  const at = index * point.length;
  let sum = 0;
  for (let k = 0; k < point.length; k++) sum += ((point[k] as number) - (mean[k] ?? 0)) * (axes[at + k] ?? 0);
  return sum;
}

/** Points along some axes: count × axes.length numbers, point after point. */
export function projected(
  points: Points,
  axes: readonly AxisId[],
  components: RunSpace['components'],
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(points.count * axes.length);
  for (let i = 0; i < points.count; i++) {
    const point = points.values.subarray(i * points.dimension, (i + 1) * points.dimension);
    axes.forEach((axis, a) => (out[i * axes.length + a] = valueAlong(point, axis, components)));
  }
  return out;
}
