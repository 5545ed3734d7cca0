import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { TrainedModel, Trainer } from '../trainers/define-trainer';
import type { Work } from '../work';
import { equivarianceError } from './equivariance-error';
import { failedHypotheses } from './judge-hypotheses';
import { findLandings } from './landings';
import { scoreErrors, type ScoreError } from './score-errors';

/** Does a trained model satisfy what the law assumes of it, Ω_f = G(𝒟)? */
export interface Hypotheses {
  /** Share of samples within a tenth of the mean nearest-neighbour distance of 𝒟 from G(𝒟); null without samples. */
  readonly memorised: number | null;
  /** Share of the training orbits with a sample within the same distance. */
  readonly coverage: number | null;
  /** The mean over the orbits of 1 − (1 − c/n)^m, for m samples and c training orbits within that distance of one. */
  readonly expectedCoverage: number | null;
  /** E‖s(gy) − g s(y)‖² / E‖s(y)‖² of the score, or the generator, s over Haar-random g; null without either. */
  readonly equivarianceError: number | null;
  /** Of a learned score, at several noise levels; empty where the model has none, or an exact one. */
  readonly scoreErrors: readonly ScoreError[];
  readonly verdict: 'hold' | 'fail' | 'not-applicable';
  readonly detail: string;
}

export interface HypothesesRequest {
  readonly model: TrainedModel;
  readonly trainer: Pick<Trainer, 'law' | 'generator' | 'predicts' | 'replicas'>;
  readonly training: Points;
  readonly group: Group;
  /** For the choice of points at which the score is looked at. */
  readonly random: RandomStream;
}

/**
 * The checks of mathematics that apply to every trained model: memorisation, coverage and equivariance.
 *
 * They have a meaning only for generators that the law of independent points is claimed for. For an algorithm that keeps the training set, the
 * hypothesis holds by construction; for optimal quantisation it is another law that applies: then the verdict is 'not-applicable'.
 */
export async function checkHypotheses(request: HypothesesRequest, work: Work): Promise<Hypotheses> {
  const { model, trainer, training, group, random } = request;
  const nothing = { memorised: null, coverage: null, expectedCoverage: null, equivarianceError: null, scoreErrors: [] };
  if (!trainer.generator || model.samples === undefined || model.samples.count === 0)
    return { ...nothing, verdict: 'not-applicable', detail: withoutSamples(trainer) };
  if (training.count < 2)
    return {
      ...nothing,
      verdict: 'not-applicable',
      detail: 'One training point has no neighbour to compare distances with.',
    };
  const { spacing, ...landings } = await findLandings(training, group, model.samples, work);
  const found = {
    ...landings,
    equivarianceError: equivarianceError(model, training, group, random.derive('equivariance')),
  };
  const learned = trainer.replicas === true && model.score !== undefined && spacing > 0 ? model.score : undefined;
  const problems = failedHypotheses(found, training.count);
  return {
    ...found,
    scoreErrors:
      learned === undefined ? [] : scoreErrors(learned, training, group, spacing, random.derive('score error')),
    verdict: problems.length === 0 ? 'hold' : 'fail',
    detail:
      problems.length === 0
        ? 'Samples lie on the training orbits, reach as many of them as chance allows, and the model is equivariant where that can be seen.'
        : problems.join(' '),
  };
}

function withoutSamples({ law, generator, predicts }: Pick<Trainer, 'law' | 'generator' | 'predicts'>): string {
  if (generator) return 'The model has no samples to check.';
  if (predicts === 'outputs' && law === 'iid')
    return 'The outputs are the orbits of the training outputs by construction.';
  if (predicts === 'hypotheses' && law === 'quantisation')
    return 'The law of optimal quantisation assumes the best hypotheses, which training may miss; nothing is memorised.';
  if (predicts !== undefined)
    return 'A predictor learns a map: no law is claimed for its outputs, and nothing has to be memorised.';
  return law === 'iid'
    ? 'The outputs are the training orbits by construction.'
    : 'The law of independent training points is not claimed for this algorithm, and it draws no samples.';
}
