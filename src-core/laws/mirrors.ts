import type { Group } from '../groups/define-group';
import type { Points, Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation } from '../spaces/define-space';
import type { Work } from '../work';

/** Operations that the search may cost, roughly. */
const effort = 1e6;
const mostPairs = 8000;
const fewestPairs = 500;
/** Distance of a pair relative to the size of Ω. */
const reach = 0.06;
const fewestHits = 8;

/**
 * Has Ω/G mirrors: points that an element of G reflects, where Ω/G ends although Ω goes on? Pairs of near points of Ω are folded
 * together by G, to a smaller distance than they have across the orbits, in a share proportional to their distance where there are mirrors,
 * and to a higher power of it otherwise. Where orbits shrink in codimension 2 (S³ turned in one plane is a hemisphere), the quotient ends too, but its density
 * vanishes at the end, so that the effect on the gap is not of first order; such ends do not count.
 *
 * Undefined where the search would take too long.
 */
export async function hasMirrors(
  parametrisation: Parametrisation,
  group: Group,
  size: number,
  random: RandomStream,
  work: Work,
): Promise<boolean | undefined> {
  if (group.order === 1) return false;
  // Alignment with a group that cannot be listed costs more than the number of coordinates.
  const cost = group.ambientDimension * (group.elements ? 1 : Math.max(2, group.ambientDimension / 16));
  const pairs = Math.min(mostPairs, Math.floor(effort / cost));
  if (pairs < fewestPairs) return undefined;
  const narrow = await foldedPairs(parametrisation, group, (reach / 2) * size, pairs, random.derive('narrow'), work);
  if (narrow < fewestHits) return false;
  // Twice as many are expected of mirrors, four times as many of the smallest other fixed sets.
  const wide = await foldedPairs(parametrisation, group, reach * size, pairs, random.derive('wide'), work);
  return wide < 2.9 * narrow;
}

/** How many of the pairs at the given distance are nearer in the quotient than across the orbits. */
async function foldedPairs(
  parametrisation: Parametrisation,
  group: Group,
  distance: number,
  pairs: number,
  random: RandomStream,
  work: Work,
): Promise<number> {
  const { dimension } = parametrisation;
  const [u, moved] = [new Float64Array(dimension), new Float64Array(dimension)];
  const [x, y] = [new Float64Array(group.ambientDimension), new Float64Array(group.ambientDimension)];
  const middle = new Float64Array(group.ambientDimension);
  let folded = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 64 === 0) await work.checkpoint({ step: 'mirrors', current: pair, total: pairs });
    parametrisation.draw(random, u);
    parametrisation.embed(u, x);
    if (!stepAway(parametrisation, u, x, distance, random, moved, y)) continue;
    const squares = squaredNorm(x) + squaredNorm(y) - 2 * group.alignPair(y, x).value;
    // Halfway, the tangents belong to both orbits up to third order.
    for (let c = 0; c < middle.length; c++) middle[c] = ((x[c] ?? 0) + (y[c] ?? 0)) / 2;
    const across = squaredDistanceAcross(x, y, group.tangents(middle));
    if (across > 1e-3 * distance * distance && squares < 0.7 * across) folded++;
  }
  return folded;
}

/** Writes a point about `distance` from x on Ω, in a random direction, to y; false where that leaves the box of the latents. */
function stepAway(
  parametrisation: Parametrisation,
  u: Float64Array,
  x: Float64Array,
  distance: number,
  random: RandomStream,
  moved: Float64Array,
  y: Float64Array,
): boolean {
  const extents = parametrisation.latents.map(({ from, to }) => (Number.isFinite(to - from) ? to - from : 1));
  const direction = extents.map((extent) => extent * random.normal());
  const trial = 1e-4;
  for (const [k, slope] of direction.entries()) moved[k] = (u[k] ?? 0) + trial * slope;
  parametrisation.embed(moved, y);
  const length = Math.sqrt(squaredDistance(x, y));
  for (const [k, slope] of direction.entries()) {
    const { from = 0, to = 0, periodic = false } = parametrisation.latents[k] ?? {};
    const latent = (u[k] ?? 0) + ((trial * distance) / length) * slope;
    if (!periodic && !(latent >= from && latent <= to)) return false;
    moved[k] = latent;
  }
  parametrisation.embed(moved, y);
  return true;
}

/** ‖y − x‖² without the part along the orbit. */
function squaredDistanceAcross(x: Reals, y: Reals, tangents: Points): number {
  const { count, dimension } = tangents;
  const rows = [...Array.from({ length: count }, (_, i) => tangents.values.slice(i * dimension, (i + 1) * dimension))];
  const difference = Float64Array.from(x, (value, c) => (y[c] ?? 0) - value);
  for (const [i, row] of rows.entries()) {
    const square = squaredNorm(row);
    if (square < 1e-20) continue;
    for (const other of [...rows.slice(i + 1), difference]) {
      let share = 0;
      for (let c = 0; c < dimension; c++) share += ((row[c] ?? 0) * (other[c] ?? 0)) / square;
      for (let c = 0; c < dimension; c++) other[c] = (other[c] ?? 0) - share * (row[c] ?? 0);
    }
  }
  return squaredNorm(difference);
}

function squaredNorm(values: Reals): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

function squaredDistance(a: Reals, b: Reals): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += ((a[c] as number) - (b[c] as number)) ** 2;
  return sum;
}
