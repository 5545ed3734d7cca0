import type { Group } from '../groups/define-group';
import { type Points, rowOf } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { pseudoVolumeElement } from '../mathematics/volume-element';
import type { Parametrisation } from '../spaces/define-space';
import type { Work } from '../work';

const fewestSteps = 200;
/** Coordinates that the descent may touch. */
const effort = 4e5;

/** Below this share of the largest orbit, the smallest is taken for a singular one. */
export const vanishingOrbit = 1e-3;

export interface SingularOrbitsRequest {
  readonly parametrisation: Parametrisation;
  readonly group: Group;
  /** Random latents, from which the descent starts. */
  readonly latents: Points;
  /** Of the orbits of almost all points. */
  readonly orbitDimension: number;
  readonly random: RandomStream;
}

/**
 * The smallest orbit volume on Ω relative to the largest, by a random descent over the latents from several starts: close to 0 where some orbits are
 * smaller in dimension than the others, as at the poles of a sphere that turns about its axis.
 */
export async function smallestOrbit(request: SingularOrbitsRequest, work: Work): Promise<number> {
  const volume = volumeOf(request);
  const found = await search(request, volume, { starts: 4, steps: 1500 }, work);
  return Math.min(...found.map(({ value }) => value)) / found.largest;
}

/**
 * Latents of singular orbits among which the data lie with a density that does not vanish too: a descent of the volume over q. None where no orbits shrink.
 */
export async function singularOrbits(request: SingularOrbitsRequest, work: Work): Promise<readonly Float64Array[]> {
  const volume = volumeOf(request);
  const found = await search(
    request,
    (u) => volume(u) / request.parametrisation.density(u),
    { starts: 8, steps: 4000 },
    work,
  );
  return found.filter(({ value }) => value < vanishingOrbit * found.largest).map(({ u }) => u);
}

function volumeOf({ parametrisation, group, orbitDimension }: SingularOrbitsRequest): (u: Float64Array) => number {
  const x = new Float64Array(group.ambientDimension);
  return (u) => {
    parametrisation.embed(u, x);
    return group.orbitVolume?.(x) ?? pseudoVolumeElement(group.tangents(x), orbitDimension);
  };
}

type Found = { readonly u: Float64Array; readonly value: number }[] & { largest: number };

/** Descents from the latents with the least values; `largest` of all. */
async function search(
  { parametrisation, latents, group, random }: SingularOrbitsRequest,
  volume: (u: Float64Array) => number,
  most: { readonly starts: number; readonly steps: number },
  work: Work,
): Promise<Found> {
  const candidates = Array.from({ length: latents.count }, (_, i) => {
    const u = Float64Array.from(rowOf(latents, i));
    return { u, value: volume(u) };
  }).sort((a, b) => a.value - b.value);
  const steps = Math.max(fewestSteps, Math.min(most.steps, effort / group.ambientDimension)) / most.starts;
  const found: { readonly u: Float64Array; readonly value: number }[] = [];
  for (const start of candidates.slice(0, most.starts))
    found.push(await descend(start, parametrisation, volume, steps, random, work));
  return Object.assign(found, { largest: candidates.at(-1)?.value ?? 1 });
}

/** Steps at random, longer after a success and shorter after a failure (Rechenberg 1973). */
async function descend(
  start: { readonly u: Float64Array; readonly value: number },
  parametrisation: Parametrisation,
  volume: (u: Float64Array) => number,
  steps: number,
  random: RandomStream,
  work: Work,
): Promise<{ u: Float64Array; value: number }> {
  let { u, value } = start;
  let reach = 0.1;
  for (let step = 0; step < steps && value > 0 && value < Infinity; step++) {
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
  return { u, value };
}
