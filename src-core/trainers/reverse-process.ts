import type { Group } from '../groups/define-group';
import { rowOf, rowsOf, zeroPoints, type Points } from '../mathematics/points';
import type { Work } from '../work';
import type { Posterior } from './posterior';

export interface ReverseRequest {
  /** Points of the law at the largest noise level. */
  readonly start: Points;
  /** σ, falling. */
  readonly levels: Float64Array;
  readonly posterior: Posterior;
  readonly training: Points;
  readonly group: Group;
}

export interface Outputs {
  /** Where the process ends, at no noise. */
  readonly samples: Points;
  /** The training orbit that is the most likely one for each sample. */
  readonly owners: Int32Array;
  /** 1 where the sample lies on that orbit. */
  readonly landed: Uint8Array;
}

/** Extrapolation over a step much longer than the one before would not be stable; 1/2 belongs to equal steps. */
const steepest = 0.5;
/** Below this probability of all other orbits together, where the process ends is certain. */
const certain = 1e-9;
/** Points that are moved together, so that those that have landed can be left out, and their number of pairs in about 50 ms. */
const largestBlock = 1024;
const pairsPerBlock = 4e5;

/**
 * Integrates the probability-flow equation dy/dσ = (y − E[z | y])/σ (Song et al., 2021; Karras et al., 2022, eq. 1) down the noise levels and ends at
 * E[z | y] of the last one. Each step is exact for a mean that is linear in log σ, extrapolated from the last two levels: the second-order
 * multistep method of Lu et al. (2022, DPM-Solver++ 2M), which takes one mean a step.
 *
 * As soon as one orbit is certain, the flow is that to this orbit alone, which is known: it ends at the orbit's point nearest to y. There the integration
 * of that sample stops.
 */
export async function reverseProcess(request: ReverseRequest, work: Work): Promise<Outputs> {
  const { start, training } = request;
  const samples = zeroPoints(start.count, start.dimension);
  const owners = new Int32Array(start.count);
  const landed = new Uint8Array(start.count);
  const size = Math.min(largestBlock, Math.max(16, Math.floor(pairsPerBlock / training.count)));
  for (let from = 0; from < start.count; from += size) {
    const to = Math.min(start.count, from + size);
    const block = await integrate(request, rowsOf(start, from, to), work, { current: from, total: start.count });
    samples.values.set(block.samples.values, from * start.dimension);
    owners.set(block.owners, from);
    landed.set(block.landed, from);
  }
  await work.checkpoint({ step: 'sampling', current: start.count, total: start.count });
  return { samples, owners, landed };
}

async function integrate(
  { levels, posterior, training, group }: ReverseRequest,
  start: Points,
  work: Work,
  progress: { readonly current: number; readonly total: number },
): Promise<Outputs> {
  const { dimension } = start;
  const samples = zeroPoints(start.count, dimension);
  const allOwners = new Int32Array(start.count);
  const landed = new Uint8Array(start.count);
  // Those still on their way lie first; `identity` says which samples they are.
  const y = Float64Array.from(start.values);
  const identity = Int32Array.from({ length: start.count }, (_, i) => i);
  let active = start.count;
  const means = new Float64Array(y.length);
  const earlier = new Float64Array(y.length);
  const owners = new Int32Array(start.count);
  const doubts = new Float64Array(start.count);
  const view = (values: Float64Array): Points => ({
    count: active,
    dimension,
    values: values.subarray(0, active * dimension),
  });

  /** Takes out the samples whose end is certain. */
  const land = (): void => {
    let kept = 0;
    for (let i = 0; i < active; i++) {
      const sample = identity[i] as number;
      if ((doubts[i] as number) < certain) {
        const owner = owners[i] as number;
        allOwners[sample] = owner;
        landed[sample] = 1;
        const orbit = rowOf(training, owner);
        const out = samples.values.subarray(sample * dimension, (sample + 1) * dimension);
        group.act(group.alignPair(y.subarray(i * dimension, (i + 1) * dimension), orbit).element, orbit, out);
        continue;
      }
      if (kept !== i) {
        y.copyWithin(kept * dimension, i * dimension, (i + 1) * dimension);
        means.copyWithin(kept * dimension, i * dimension, (i + 1) * dimension);
        earlier.copyWithin(kept * dimension, i * dimension, (i + 1) * dimension);
        identity[kept] = sample;
        owners[kept] = owners[i] as number;
      }
      kept++;
    }
    active = kept;
  };

  for (let step = 0; step < levels.length - 1 && active > 0; step++) {
    await work.checkpoint({ step: 'sampling', ...progress });
    const sigma = levels[step] as number;
    const lower = levels[step + 1] as number;
    posterior.means(view(y), sigma, means, owners, doubts);
    land();
    const share = lower / sigma;
    const slope =
      step === 0 ? 0 : Math.min(steepest, Math.log(share) / (2 * Math.log(sigma / (levels[step - 1] as number))));
    for (let at = 0; at < active * dimension; at++) {
      const mean = means[at] as number;
      const target = mean + slope * (mean - (earlier[at] as number));
      y[at] = target + share * ((y[at] as number) - target);
      earlier[at] = mean;
    }
  }
  if (active > 0) {
    posterior.means(view(y), levels.at(-1) ?? 0, means, owners, doubts);
    land();
    for (let i = 0; i < active; i++) {
      const sample = identity[i] as number;
      allOwners[sample] = owners[i] as number;
      samples.values.set(means.subarray(i * dimension, (i + 1) * dimension), sample * dimension);
    }
  }
  return { samples, owners: allOwners, landed };
}
