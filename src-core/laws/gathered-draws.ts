import type { Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation } from '../spaces/define-space';

/** Share of the draws that are from q. */
const plainShare = 0.25;
/** The smallest box about a singular orbit, relative to the whole. */
const smallest = 1e-4;
/** How far a latent is moved to see whether that leaves the singular orbits. */
const probe = 0.01;
/** By how much the integrand of a singular orbit exceeds that of any of a few random ones. */
const singularity = 10;

interface Anchor {
  readonly at: Float64Array;
  /** Which latents lead away from the singular orbits; along the others they extend. */
  readonly shrinking: readonly boolean[];
  readonly count: number;
}

/**
 * Draws from a mixture of q and of uniform laws on boxes shrunk about singular orbits by a factor s with a density ∝ 1/s, in
 * the latents that lead away from them. Its density there is ∝ t^{−m}, t the distance relative to the box and m the number of such latents, so that
 * every integrable singularity t^{−a}, a < m, has a bounded weight.
 *
 * Undefined where a latent is unbounded, or no latent leads away.
 * @param integrand - that diverges at the singular orbits
 */
export function gatheredDraws(
  parametrisation: Parametrisation,
  integrand: (u: Reals) => number,
  singular: readonly Float64Array[],
  random: RandomStream,
): ((group: number, index: number, u: Float64Array) => number) | undefined {
  const { latents } = parametrisation;
  if (latents.some(({ from, to }) => !Number.isFinite(to - from))) return undefined;
  const volume = latents.reduce((product, { from, to }) => product * (to - from), 1);
  const anchors = singular
    .flatMap((u) => halfTurns(parametrisation, u))
    .flatMap((u) => anchorAt(parametrisation, integrand, u, random))
    .filter((anchor, i, all) => all.findIndex((other) => isSame(parametrisation, anchor, other)) === i);
  if (anchors.length === 0) return undefined;
  const range = Math.log(1 / smallest);
  // Of the mixture, over the uniform law's on the box.
  const densityOf = (u: Float64Array, plain: number): number =>
    anchors.reduce((sum, anchor) => {
      const t = Math.max(distance(parametrisation, anchor, u), smallest);
      return sum + ((1 - plainShare) / anchors.length / range) * ((Math.pow(t, -anchor.count) - 1) / anchor.count);
    }, plainShare * plain);
  return (_, __, u) => {
    if (random.uniform() < plainShare) parametrisation.draw(random, u);
    else drawAbout(parametrisation, anchors[random.integer(anchors.length)] as Anchor, random, u);
    const plain = parametrisation.density(u) * volume;
    return plain > 0 ? plain / densityOf(u, plain) : 0;
  };
}

function drawAbout(
  { latents }: Parametrisation,
  { at, shrinking }: Anchor,
  random: RandomStream,
  u: Float64Array,
): void {
  const shrink = Math.pow(smallest, random.uniform());
  latents.forEach(({ from, to, periodic }, k) => {
    const place = random.uniform();
    if (shrinking[k] !== true) u[k] = from + (to - from) * place;
    else {
      const [left, right] = ends(at[k] as number, from, to, periodic);
      const value = (at[k] as number) + shrink * (place * (left + right) - left);
      u[k] = periodic ? value - (to - from) * Math.floor((value - from) / (to - from)) : value;
    }
  });
}

/** Do two anchors differ only along the singular orbits? */
function isSame(parametrisation: Parametrisation, anchor: Anchor, other: Anchor): boolean {
  return (
    anchor.shrinking.every((value, k) => value === other.shrinking[k]) &&
    distance(parametrisation, anchor, other.at) < probe
  );
}

/** The latents, and those half a period away: singular orbits often come in pairs, of which a search finds one. */
function halfTurns({ latents }: Parametrisation, u: Float64Array): readonly Float64Array[] {
  const turned = latents.flatMap(({ from, to, periodic }, k) =>
    periodic ? [u.map((value, other) => (other === k ? value + (to - from) / 2 : value))] : [],
  );
  return [u, ...turned];
}

/** How far the box reaches on both sides of a value; a period is halved by it. */
function ends(at: number, from: number, to: number, periodic: boolean): readonly [number, number] {
  return periodic ? [(to - from) / 2, (to - from) / 2] : [at - from, to - at];
}

/** The factor by which the box must be shrunk about the anchor for u to be on its edge. */
function distance({ latents }: Parametrisation, { at, shrinking }: Anchor, u: Float64Array): number {
  let largest = 0;
  latents.forEach(({ from, to, periodic }, k) => {
    if (shrinking[k] !== true) return;
    let offset = (u[k] as number) - (at[k] as number);
    if (periodic) offset -= (to - from) * Math.round(offset / (to - from));
    const [left, right] = ends(at[k] as number, from, to, periodic);
    largest = Math.max(largest, offset < 0 ? -offset / left : offset / right);
  });
  return largest;
}

function randomLatents(parametrisation: Parametrisation, random: RandomStream): Float64Array {
  const u = new Float64Array(parametrisation.dimension);
  parametrisation.draw(random, u);
  return u;
}

/**
 * A latent leads away where the integrand falls much as it is moved. None where integrand times density grows towards the orbit by less than the root of the
 * volume falls: there its square is integrable, and a lattice does well.
 */
function anchorAt(
  parametrisation: Parametrisation,
  integrand: (u: Reals) => number,
  at: Float64Array,
  random: RandomStream,
): readonly Anchor[] {
  const { latents } = parametrisation;
  const here = integrand(at);
  const largest = Math.max(...Array.from({ length: 32 }, () => integrand(randomLatents(parametrisation, random))));
  if (!(here > singularity * largest)) return [];
  const shrinking = latents.map(({ from, to }, k) => {
    const moved = Float64Array.from(at);
    const step = probe * (to - from) * ((at[k] as number) - from > (to - from) / 2 ? -1 : 1);
    moved[k] = (at[k] as number) + step;
    return !(integrand(moved) > 0.1 * here);
  });
  const count = shrinking.filter(Boolean).length;
  const contribution = (share: number): number => {
    let sum = 0;
    for (let i = 0; i < 32; i++) {
      const u = at.map((value, k) => {
        const { from, to, periodic } = latents[k] ?? { from: 0, to: 0, periodic: false };
        const [left, right] = ends(value, from, to, periodic);
        return shrinking[k] === true ? value + share * (random.uniform() * (left + right) - left) : value;
      });
      sum += integrand(u) * parametrisation.density(u);
    }
    return sum;
  };
  return count > 0 && contribution(probe) > Math.pow(10, count / 2) * contribution(10 * probe)
    ? [{ at, shrinking, count }]
    : [];
}
