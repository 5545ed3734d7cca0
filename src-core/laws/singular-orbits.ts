import type { Group } from '../groups/define-group';
import { type Points, rowOf } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { pseudoVolumeElement } from '../mathematics/volume-element';
import type { Parametrisation } from '../spaces/define-space';
import type { Work } from '../work';

const mostSteps = 1500;
const fewestSteps = 200;
/** Coordinates that the descent may touch. */
const effort = 4e5;
const starts = 4;

/**
 * The smallest orbit volume on Ω relative to the largest, by a random descent over the latents from several starts: close to 0 where some orbits are
 * smaller in dimension than the others, as at the poles of a sphere that turns about its axis.
 * @param latents - random latents, from which the descent starts
 * @param orbitDimension - of the orbits of almost all points
 */
export async function smallestOrbit(
  parametrisation: Parametrisation,
  group: Group,
  latents: Points,
  orbitDimension: number,
  random: RandomStream,
  work: Work,
): Promise<number> {
  const x = new Float64Array(group.ambientDimension);
  const volume = (u: Float64Array): number => {
    parametrisation.embed(u, x);
    return pseudoVolumeElement(group.tangents(x), orbitDimension);
  };
  const candidates = Array.from({ length: latents.count }, (_, i) => {
    const u = Float64Array.from(rowOf(latents, i));
    return { u, value: volume(u) };
  }).sort((a, b) => a.value - b.value);
  const largest = candidates.at(-1)?.value ?? 1;
  const steps = Math.max(fewestSteps, Math.min(mostSteps, effort / x.length)) / starts;
  let smallest = largest;
  for (const start of candidates.slice(0, starts))
    smallest = Math.min(smallest, await descend(start, parametrisation, volume, steps, random, work));
  return smallest / largest;
}

/** Steps at random, longer after a success and shorter after a failure (Rechenberg 1973). */
async function descend(
  start: { readonly u: Float64Array; readonly value: number },
  parametrisation: Parametrisation,
  volume: (u: Float64Array) => number,
  steps: number,
  random: RandomStream,
  work: Work,
): Promise<number> {
  let { u, value } = start;
  let reach = 0.1;
  for (let step = 0; step < steps && value > 0; step++) {
    if (step % 16 === 0) await work.checkpoint({ step: 'orbits', current: step, total: steps });
    const next = u.map((latent, k) => {
      const { from = -Infinity, to = Infinity, periodic = true } = parametrisation.latents[k] ?? {};
      const moved = latent + reach * random.normal() * (Number.isFinite(to - from) ? to - from : 1);
      return periodic ? moved : Math.max(from, Math.min(to, moved));
    });
    const candidate = volume(next);
    if (candidate < value) {
      [u, value] = [next, candidate];
      reach = Math.min(0.5, reach * 1.8);
    } else reach *= 0.87;
  }
  return value;
}
