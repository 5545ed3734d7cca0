import type { Group } from '../groups/define-group';
import { type Points, type Reals, rowOf } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { volumeElement } from '../mathematics/volume-element';
import type { Parametrisation, Space } from '../spaces/define-space';
import { jacobianAt } from '../spaces/jacobian-at';
import type { OrbitVolume } from './orbit-volume';
import { transposed } from './quotient-geometry';

const listable = 4096;
const anglesOnCircle = 64;
const startsOnCircle = 4;
const haarDraws = 1024;

/** Density of the data at X(u) against Ω's volume: in closed form where the task has it, and q(u) / √det(JᵀJ) otherwise. */
export function densityAt(space: Space, parametrisation: Parametrisation): (u: Reals, x: Reals) => number {
  const { density } = space;
  if (density) return (_, x) => density(x);
  const [rows, columns] = [space.ambientDimension, parametrisation.dimension];
  const jacobian = new Float64Array(rows * columns);
  return (u) => {
    jacobianAt(parametrisation, u, jacobian);
    const tangents: Points = { count: columns, dimension: rows, values: transposed(jacobian, rows, columns) };
    return parametrisation.density(u) / volumeElement(tangents);
  };
}

/** The density on the quotient, as a function of latents u and of x = X(u). */
export interface QuotientDensity {
  readonly at: (u: Reals, x: Reals) => number;
  /** How many elements of G each value is averaged over. */
  readonly averages: number;
}

/**
 * p_{Ω/G}(Gx) = ∫ over the orbit of p: the orbit's volume times p(x) where G preserves the density, and times the mean of p over
 * the orbit otherwise.
 */
export function quotientDensity(
  space: Space,
  parametrisation: Parametrisation,
  group: Group,
  volume: OrbitVolume,
  points: Points,
  random: RandomStream,
): QuotientDensity {
  const { density } = space;
  const plain = densityAt(space, parametrisation);
  if (!density || group.order === 1 || preserves(group, density, points, random))
    return { at: (u, x) => plain(u, x) * volume.at(x), averages: 1 };
  const elements = averagingElements(group, random);
  const moved = new Float64Array(space.ambientDimension);
  const at = (_: Reals, x: Reals): number => {
    let sum = 0;
    for (const g of elements) {
      group.act(g, x, moved);
      sum += density(moved);
    }
    return (sum / elements.length) * volume.at(x);
  };
  return { at, averages: elements.length };
}

function preserves(group: Group, density: (x: Reals) => number, points: Points, random: RandomStream): boolean {
  const moved = new Float64Array(points.dimension);
  for (let i = 0; i < points.count; i++) {
    const x = rowOf(points, i);
    group.act(group.sample(random), x, moved);
    if (Math.abs(density(moved) - density(x)) > 1e-6 * density(x)) return false;
  }
  return true;
}

/** Elements over which a mean is the mean over G: all of them, equally spaced angles of a circle group, or Haar-random ones. */
function averagingElements(group: Group, random: RandomStream): readonly Float64Array[] {
  if (group.elements && group.order <= listable) return Array.from(group.elements());
  const [slider, ...others] = group.sliders ?? [];
  if (slider !== undefined && others.length === 0 && group.dimension === 1) {
    // Random starts reach a second component too, if there is one.
    const starts = Array.from({ length: startsOnCircle }, () => group.sample(random));
    const turns = Array.from({ length: anglesOnCircle }, (_, i) =>
      slider.element((slider.period * i) / anglesOnCircle),
    );
    return starts.flatMap((start) => turns.map((turn) => group.compose(turn, start)));
  }
  return Array.from({ length: haarDraws }, () => group.sample(random));
}
