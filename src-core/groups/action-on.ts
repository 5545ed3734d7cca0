import { zeroPoints, type Points, type Reals } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import type { Alignment, Group } from './define-group';
import { trivialGroup } from './trivial';

/** Elements that are tried to see whether a group moves coordinates at all. */
const tries = 8;
const listable = 4096;

/**
 * How a group that maps the coordinates from `from` to `to` (exclusive) to themselves acts on them alone: x stands for (0, x, 0). An element means the same
 * as it does of the whole group; where the group leaves all of the coordinates alone, this is the trivial group, whose element is empty.
 */
export function actionOn(group: Group, from: number, to: number): Group {
  const dimension = to - from;
  if (from === 0 && dimension === group.ambientDimension) return group;
  if (group.order === 1 || leavesAlone(group, from, to)) return trivialGroup(dimension);
  return group.restricted?.(from, to) ?? padded(group, from, to);
}

function leavesAlone(group: Group, from: number, to: number): boolean {
  const random = randomStream(['action on coordinates', from, to]);
  const x = new Float64Array(group.ambientDimension);
  for (let k = from; k < to; k++) x[k] = random.normal();
  const out = new Float64Array(x.length);
  return Array.from({ length: tries }).every(() => {
    group.act(group.sample(random), x, out);
    return x.every((value, k) => Math.abs((out[k] ?? 0) - value) < 1e-9);
  });
}

function padded(group: Group, from: number, to: number): Group {
  const dimension = to - from;
  const whole = (x: Reals): Float64Array => {
    const all = new Float64Array(group.ambientDimension);
    all.set(x, from);
    return all;
  };
  const wholes = (points: Points): Points => {
    const all = zeroPoints(points.count, group.ambientDimension);
    for (let i = 0; i < points.count; i++)
      all.values.set(points.values.subarray(i * dimension, (i + 1) * dimension), i * all.dimension + from);
    return all;
  };
  const own = (all: Reals): Reals => all.subarray(from, to);
  const image = new Float64Array(group.ambientDimension);
  const { orbitVolume, elements } = group;
  const act = (g: Float64Array, x: Reals, out: Float64Array): void => {
    group.act(g, whole(x), image);
    out.set(own(image));
  };
  return {
    ambientDimension: dimension,
    order: group.order,
    dimension: group.dimension,
    elementSize: group.elementSize,
    exact: group.exact,
    exactMean: group.exactMean,
    identity: () => group.identity(),
    compose: (g, h) => group.compose(g, h),
    inverse: (g) => group.inverse(g),
    sample: (random) => group.sample(random),
    act,
    align(y, z, out) {
      group.align(wholes(y), wholes(z), out);
    },
    alignPair: (y, z): Alignment => group.alignPair(whole(y), whole(z)),
    orbitDimension: (x) => group.orbitDimension(whole(x)),
    tangents(x) {
      const all = group.tangents(whole(x));
      const rows = zeroPoints(all.count, dimension);
      for (let i = 0; i < all.count; i++)
        rows.values.set(own(all.values.subarray(i * all.dimension, (i + 1) * all.dimension)), i * dimension);
      return rows;
    },
    volume: group.volume,
    ...(orbitVolume === undefined ? {} : { orbitVolume: (x: Reals) => orbitVolume(whole(x)) }),
    genericStabiliser: stabiliserOf(group, from, to),
    posteriorMean(y, z, kappa, out) {
      const log = group.posteriorMean(whole(y), whole(z), kappa, image);
      out.set(own(image));
      return log;
    },
    describe: (g) => group.describe(g),
    ...(elements === undefined ? {} : { elements }),
    ...(group.sliders === undefined ? {} : { sliders: group.sliders }),
    ...(group.steps === undefined ? {} : { steps: group.steps }),
  };
}

/** Elements that leave these coordinates alone; of a group without a list, those that leave all alone. */
function stabiliserOf(group: Group, from: number, to: number): number {
  if (group.elements === undefined || group.order > listable) return group.genericStabiliser;
  const random = randomStream(['stabiliser on coordinates', from, to]);
  const x = new Float64Array(group.ambientDimension);
  for (let k = from; k < to; k++) x[k] = random.normal();
  const out = new Float64Array(x.length);
  let count = 0;
  for (const g of group.elements()) {
    group.act(g, x, out);
    if (x.every((value, k) => Math.abs((out[k] ?? 0) - value) < 1e-9)) count++;
  }
  return count;
}
