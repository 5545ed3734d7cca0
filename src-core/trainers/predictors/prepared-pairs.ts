import { actionOn } from '../../groups/action-on';
import { trivialGroup } from '../../groups/trivial';
import { columnsOf } from '../../mathematics/points';
import type { PairLayout } from '../../spaces/layout';
import type { Work } from '../../work';
import { finenessOf, meanSpacing, momentsOfOrbits } from '../data-scale';
import type { TrainingRun } from '../define-trainer';
import type { PredictorSettings } from './predictor-settings';

/** Mean and standard deviation of inputs and targets. */
export interface Scale {
  readonly centre: Float64Array;
  readonly spread: number;
}

/** A run with what its network sees inputs and targets by. */
export interface PreparedPairs {
  readonly run: TrainingRun;
  readonly inputs: Scale;
  readonly targets: Scale;
  /** How much finer than the inputs' extent the details are that Fourier features must tell apart. */
  readonly fineness: number;
}

/** Points that a scale is taken from where there are fresh ones. */
const scalePoints = 1024;

/** Looks at a run's pairs before its network is trained. */
export async function preparePairs(
  run: TrainingRun,
  pair: PairLayout,
  settings: PredictorSettings,
  work: Work,
): Promise<PreparedPairs> {
  const { inputs, outputs } = pair;
  const fresh = settings.fresh && run.draw !== undefined ? run.draw(scalePoints, 'scale') : run.training;
  const groupOn = (from: number, to: number) =>
    settings.symmetry === 'none' ? trivialGroup(to - from) : actionOn(run.group, from, to);
  const scaleOf = (from: number, to: number): Scale => momentsOfOrbits(columnsOf(fresh, from, to), groupOn(from, to));
  const scale = scaleOf(0, inputs);
  const spacing =
    settings.frequencies === 0 ? 0 : await meanSpacing(columnsOf(run.training, 0, inputs), groupOn(0, inputs), work);
  return {
    run,
    inputs: scale,
    fineness: finenessOf({ spread: scale.spread, spacing }),
    targets: settings.scaled ? scaleOf(inputs, inputs + outputs) : { centre: new Float64Array(outputs), spread: 1 },
  };
}
