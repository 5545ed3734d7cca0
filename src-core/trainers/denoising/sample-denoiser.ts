import type { RandomStream } from '../../mathematics/random-stream';
import type { Work } from '../../work';
import { resumableIterations } from '../resumable-iterations';
import type { Denoiser } from './denoiser';

/** Extrapolation over a step much longer than the one before would not be stable; 1/2 belongs to equal steps. */
const steepest = 0.5;

export interface SamplingRequest {
  readonly denoiser: {
    denoise(...request: Parameters<Denoiser['denoise']>): Promise<void> | void;
  };
  /** For each replica m points of the law at its largest noise; overwritten by where they end. */
  readonly y: Float64Array;
  /** For each replica its noise levels, falling, as many for all. */
  readonly levels: readonly Float64Array[];
  /** How often the denoiser is applied at the last level. */
  readonly settling: number;
  /** What kept states know each replica's sampling by. */
  readonly names: readonly string[];
  /** For each replica fresh noise, keyed by the step, for the stochastic equation; the deterministic one without. */
  readonly noise: readonly RandomStream[] | undefined;
}

/**
 * Integrates the probability-flow equation dy/dσ = (y − E[z | y])/σ down each replica's noise levels by the second-order multistep method of Lu et al. (2022,
 * DPM-Solver++ 2M), all replicas at once, and goes on at the last level until the points no longer move much: what remains are the denoiser's fixed points.
 * With noise, each step goes further down and as much noise is added as leads back to the level: ancestral sampling (Ho, Jain & Abbeel, 2020; Song et al., 2021).
 */
export async function sampleDenoiser(request: SamplingRequest, work: Work): Promise<void> {
  const { denoiser, y, levels, settling, noise, names } = request;
  const size = y.length / levels.length;
  const steps = (levels[0]?.length ?? 1) - 1;
  const means = new Float64Array(y.length);
  const earlier = new Float64Array(noise === undefined ? y.length : 0);
  const level = (step: number): readonly number[] => levels.map((own) => own[step] ?? 0);
  const descend = async (step: number): Promise<void> => {
    await denoiser.denoise(y, level(step), means);
    levels.forEach((own, r) => {
      const sigma = own[step] as number;
      const lower = own[step + 1] as number;
      const fresh = noise === undefined ? 0 : lower * Math.sqrt(1 - (lower / sigma) ** 2);
      const share = Math.sqrt(lower * lower - fresh * fresh) / sigma;
      const slope =
        step === 0 || noise !== undefined
          ? 0
          : Math.min(steepest, Math.log(share) / (2 * Math.log(sigma / (own[step - 1] as number))));
      const random = noise?.[r]?.derive(step);
      for (let at = r * size; at < (r + 1) * size; at++) {
        const mean = means[at] as number;
        const target = slope === 0 ? mean : mean + slope * (mean - (earlier[at] as number));
        y[at] = target + share * ((y[at] as number) - target) + (random === undefined ? 0 : fresh * random.normal());
      }
    });
    if (noise === undefined) earlier.set(means);
  };
  await resumableIterations(
    {
      ...{ names, steps: steps + settling, state: { y, earlier }, label: 'sampling' },
      async step(step) {
        if (step < steps) {
          await descend(step);
          return;
        }
        await denoiser.denoise(y, level(steps), means);
        y.set(means);
      },
    },
    work,
  );
}
