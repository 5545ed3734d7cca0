import { z } from 'zod';
import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import { trivialGroup } from '../groups/trivial';
import { zeroPoints } from '../mathematics/points';
import { choiceParameter, integerParameter, optionalIntegerParameter } from '../registry/parameters';
import type { Work } from '../work';
import { meanSpacing, momentsOfOrbits } from './data-scale';
import { contentHash } from '../sweep/hash';
import { defineTrainer, type TrainedModel, type TrainingRun } from './define-trainer';
import { sampleDenoiser } from './denoising/sample-denoiser';
import { createLocalPosterior, type Positions } from './local/local-posterior';
import { imagesOf } from './images-of';
import { mergeOutputs } from './merge-outputs';
import { noiseRange } from './noise-range';
import { noiseLevels } from './noise-schedule';
import { reverseParameters, type ReverseSettings } from './reverse-parameters';
import { sampleCount } from './sample-count';
import { startingNoise } from './starting-noise';

/** Outputs nearer than this share of the spacing are the same output. */
const sameOutput = 0.05;
/** Sums over windows that are made between two looks at whether the work goes on. */
const sumsAtOnce = 2e7;

/**
 * Diffusion whose score at each pixel sees a patch alone: the score that a convolutional network would learn if it were bound by nothing but its reach and, with
 * patches of any position, its equivariance (Kamb & Ganguli, 2025). Nothing is trained. Its samples are mosaics of the training images' patches, so it can make more than it
 * was shown, and its gap lies below the law of a model that memorises: the boundary of the theory for convolutional networks.
 */
export const analyticLocalDiffusion = defineTrainer({
  id: 'analytic-local-diffusion',
  label: 'Analytic local diffusion',
  summary: 'Images by the exact score of a model that sees patches alone: mosaics of the training set’s patches.',
  parameters: z.object({
    patch: integerParameter('Rows and columns of a patch', 5, { minimum: 1, maximum: 4096, unit: 'pixels' }),
    startingPatch: optionalIntegerParameter(
      'Rows and columns of a patch at the largest noise, from where it shrinks in step with the logarithm of the noise; patch when left out',
      { minimum: 1, maximum: 4096, unit: 'pixels' },
    ),
    positions: choiceParameter(
      'Where a pixel’s patch may be found in the training images: anywhere (equivariant under shifts by whole pixels) or at the same place',
      ['any', 'same'],
      'any',
    ),
    ...reverseParameters,
  }),
  create: (settings) => ({
    law: null,
    generator: true,
    amount: (n) => settings.steps * n,
    needs: 'images',
    symmetric: settings.positions === 'any',
    checkGroup(group) {
      checkPositions(group, settings.positions);
    },
    async train(batch, work) {
      const models: TrainedModel[] = [];
      for (const run of batch) models.push(await sample(run, settings, work));
      return models;
    },
  }),
});

interface Settings extends ReverseSettings {
  readonly patch: number;
  readonly startingPatch?: number | undefined;
  readonly positions: Positions;
}

async function sample(run: TrainingRun, settings: Settings, work: Work): Promise<TrainedModel> {
  const { training, group, random } = run;
  const { positions, patch, startingPatch = patch } = settings;
  checkPositions(group, positions);
  const image = imagesOf('analytic-local-diffusion', run.layout);
  const closure = positions === 'any' ? group : trivialGroup(training.dimension);
  const posterior = createLocalPosterior(training, image, positions);
  const { centre, spread } = momentsOfOrbits(training, closure);
  const spacing = (await meanSpacing(training, closure, work)) || spread;
  const { largest, smallest } = noiseRange(settings, { spread, spacing });
  const sideAt = (sigma: number): number => {
    const height = Math.min(1, Math.max(0, Math.log(sigma / smallest) / Math.log(largest / smallest)));
    return Math.round(patch + (startingPatch - patch) * height);
  };
  const denoise = (y: Float64Array, [sigma = 0]: readonly number[], out: Float64Array): void => {
    posterior.means(y, sigma, sideAt(sigma), out);
  };

  const levels = [noiseLevels('variance-exploding', settings.steps, largest, smallest, spread)];
  const samples = startingNoise(random, sampleCount(run), centre, Math.hypot(largest, spread));
  const sumsPerSample = training.count * training.dimension * (positions === 'any' ? image.rows * image.columns : 1);
  const block = Math.max(1, Math.floor(sumsAtOnce / sumsPerSample));
  const { count, dimension } = samples;
  const values = Float64Array.from(samples.values);
  for (let from = 0; from < count; from += block) {
    const y = values.subarray(from * dimension, Math.min(count, from + block) * dimension);
    const names = [contentHash({ path: random.path, patches: from })];
    await sampleDenoiser({ denoiser: { denoise }, y, levels, settling: 1, noise: undefined, names }, work);
  }
  const drawn = { count, dimension, values };
  return {
    predictionSet: await mergeOutputs(drawn, training, closure, sameOutput * spacing, work),
    closed: positions === 'any' ? 'group' : 'trivial',
    samples: drawn,
    score(y, sigma) {
      const score = zeroPoints(y.count, y.dimension);
      denoise(Float64Array.from(y.values), [sigma], score.values);
      score.values.forEach((mean, at) => (score.values[at] = (mean - (y.values[at] as number)) / (sigma * sigma)));
      return score;
    },
  };
}

/** Refuses groups whose symmetry patches of any position do not have. */
function checkPositions(group: Group, positions: Positions): void {
  if (positions === 'any' && group.order !== 1 && group.shifts?.whole !== true)
    throw new ExpectedError(
      'does-not-fit',
      "The trainer 'analytic-local-diffusion' with positions=any has the symmetry of whole-pixel shifts; expected the group 'pixel-shift' or 'trivial', or positions=same.",
    );
}
