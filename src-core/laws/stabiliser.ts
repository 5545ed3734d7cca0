import type { Group } from '../groups/define-group';
import type { Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Work } from '../work';

const listable = 4096;

/**
 * For each of the points, the number of elements of G that fix it, where it is finite. It may exceed `group.genericStabiliser`, since the points lie on Ω and not
 * anywhere in R^D: a reflection fixes every triangle of space.
 *
 * A finite group is searched. Otherwise: with h Haar-random, an element g with g x = h x that is chosen for h x alone gives
 * h⁻¹ g Haar-random on the stabiliser, so that its distinct actions on R^D are seen after a few draws; elements that act alike are
 * counted by comparison with a generic point of R^D.
 */
export async function stabiliserOrders(
  group: Group,
  points: readonly Reals[],
  random: RandomStream,
  work: Work,
): Promise<readonly number[]> {
  const { elements } = group;
  if (elements && group.order <= listable) return points.map((x) => fixingElements(group, elements(), x));
  const [first] = points;
  const [generic, witness] = [0, 1].map(() => Float64Array.from(first ?? [], () => random.normal()));
  if (generic === undefined || witness === undefined) return [];
  const reference = await distinctActions(group, generic, witness, random, work);
  const orders: number[] = [];
  for (const x of points)
    orders.push((group.genericStabiliser * (await distinctActions(group, x, witness, random, work))) / reference);
  return orders;
}

function fixingElements(group: Group, elements: Iterable<Float64Array>, x: Reals): number {
  const moved = new Float64Array(x.length);
  let count = 0;
  for (const g of elements) {
    group.act(g, x, moved);
    if (relativeDistance(moved, x) < 1e-6) count++;
  }
  return count;
}

/** How many different images of `witness` the stabiliser of x makes: draws until none has been new for long. */
async function distinctActions(
  group: Group,
  x: Reals,
  witness: Float64Array,
  random: RandomStream,
  work: Work,
): Promise<number> {
  const images: Float64Array[] = [witness];
  const [target, reached, image] = [new Float64Array(x.length), new Float64Array(x.length), new Float64Array(x.length)];
  for (let misses = 0; misses < 20 + 6 * images.length; misses++) {
    await work.checkpoint({ step: 'stabiliser', current: misses, total: 20 + 6 * images.length });
    const h = group.sample(random);
    group.act(h, x, target);
    const g = group.alignPair(target, x).element;
    group.act(g, x, reached);
    if (relativeDistance(reached, target) > 1e-5) continue;
    group.act(group.compose(group.inverse(h), g), witness, image);
    if (images.every((known) => relativeDistance(known, image) > 1e-3)) {
      images.push(Float64Array.from(image));
      misses = 0;
    }
  }
  return images.length;
}

function relativeDistance(a: Reals, b: Reals): number {
  let [square, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    square += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
    size += (b[i] ?? 0) ** 2;
  }
  return Math.sqrt(square / (size === 0 ? 1 : size));
}
