import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { momentsOfOrbits } from '../trainers/data-scale';
import type { TrainedModel, Trainer } from '../trainers/define-trainer';
import type { Work } from '../work';
import { equivarianceError } from './equivariance-error';
import { failedHypotheses } from './judge-hypotheses';
import { findLandings } from './landings';
import { predictorEquivarianceError, type PredictorEquivarianceRequest } from './predictor-equivariance';
import { scoreDimensions, type ScoreDimension } from './score-dimensions';
import { scoreErrors, type ScoreError } from './score-errors';

/** Does a trained model satisfy what the law assumes of it, Ω_f = G(𝒟)? */
export interface Hypotheses {
  /** Share of samples within a tenth of the mean nearest-neighbour distance of 𝒟 from G(𝒟); null without samples. */
  readonly memorised: number | null;
  /** Share of the training orbits with a sample within the same distance. */
  readonly coverage: number | null;
  /** The mean over the orbits of 1 − (1 − c/n)^m, for m samples and c training orbits within that distance of one. */
  readonly expectedCoverage: number | null;
  /** E‖f(gx) − g f(x)‖² / E‖f(x)‖² of the score, the generator or the predictor f over Haar-random g; null without any of them. */
  readonly equivarianceError: number | null;
  /** Of a learned score, at several noise levels; empty where the model has none, or an exact one. */
  readonly scoreErrors: readonly ScoreError[];
  /** Dimensions of the law that a learned score belongs to; empty where there is none. They decide nothing, since where samples lie says it more plainly. */
  readonly scoreDimensions: readonly ScoreDimension[];
  /** How many of several hypotheses are nearest to no training and no test point; null where the model has none. */
  readonly deadHypotheses: number | null;
  readonly verdict: 'hold' | 'fail' | 'not-applicable';
  readonly detail: string;
}

export interface HypothesesRequest {
  readonly model: TrainedModel;
  readonly trainer: Pick<Trainer, 'law' | 'generator' | 'predicts' | 'replicas'>;
  readonly training: Points;
  readonly group: Group;
  /** Of a predictor: the task's pairs, and some that are held out. */
  readonly held?: Omit<PredictorEquivarianceRequest, 'predictor' | 'random'>;
  readonly deadHypotheses?: number;
  /** For the choice of points at which the score is looked at. */
  readonly random: RandomStream;
}

/**
 * The checks of mathematics that apply to every trained model: memorisation, coverage and equivariance; of predictors, equivariance and dead hypotheses.
 *
 * The verdict has a meaning only for generators that the law of independent points is claimed for. For an algorithm that keeps the training set, the
 * hypothesis holds by construction; for optimal quantisation it is another law that applies: then the verdict is 'not-applicable'.
 */
export async function checkHypotheses(request: HypothesesRequest, work: Work): Promise<Hypotheses> {
  const { model, trainer, training, group, held, deadHypotheses = null, random } = request;
  const equivariance = random.derive('equivariance');
  const nothing = {
    ...{ memorised: null, coverage: null, expectedCoverage: null, deadHypotheses },
    ...{ scoreErrors: [], scoreDimensions: [] },
    equivarianceError:
      model.predictor === undefined || held === undefined
        ? null
        : await predictorEquivarianceError({ ...held, predictor: model.predictor, random: equivariance }, work),
  };
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
    equivarianceError: await equivarianceError(model, training, group, equivariance),
    deadHypotheses,
  };
  const learned = trainer.replicas === true && model.score !== undefined && spacing > 0 ? model.score : undefined;
  const problems = failedHypotheses(found, training.count);
  return {
    ...found,
    ...(learned === undefined
      ? { scoreErrors: [], scoreDimensions: [] }
      : {
          scoreErrors: await scoreErrors(learned, training, group, spacing, random.derive('score error')),
          scoreDimensions: await scoreDimensions(
            learned,
            training,
            { spacing, spread: momentsOfOrbits(training, group).spread },
            random.derive('score dimension'),
            work,
          ),
        }),
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
