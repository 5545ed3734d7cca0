import { actionOn } from '../../groups/action-on';
import { numbersKeptOfCloud } from '../../networks/clouds/cloud-network';
import { numbersKeptOfPredictor } from '../../networks/images/image-predictor';
import { columnsOf } from '../../mathematics/points';
import type { Group } from '../../groups/define-group';
import type { Layout, PairLayout } from '../../spaces/layout';
import type { TrainingRun } from '../define-trainer';
import {
  mostKept,
  trainingSize,
  type Architecture,
  type NetworkSettings,
  type TrainingSize,
} from '../network-parameters';

/** What is chosen for a run of a predictor: the network sees inputs alone. */
export function predictorSize(settings: NetworkSettings, pair: PairLayout, run: TrainingRun): TrainingSize {
  const inputs = actionOn(run.group, 0, pair.inputs);
  const known = settings.architecture ?? 'auto';
  const symmetric = settings.symmetry === 'equivariant';
  const architecture: Architecture =
    known !== 'auto'
      ? known
      : symmetric && inputs.shifts?.whole === true
        ? 'convolution'
        : symmetric && inputs.cloud?.permutes === true
          ? 'set'
          : 'perceptron';
  return trainingSize(
    { ...settings, architecture },
    { training: columnsOf(run.training, 0, pair.inputs), group: inputs, ...layoutOf(pair, inputs) },
  );
}

/** How many predictors of a size are trained together at most: see mostTogether. */
export function mostPredictorsTogether(
  { layers }: NetworkSettings,
  { image, cloud, width, batch }: TrainingSize,
): number {
  const kept =
    image !== undefined
      ? numbersKeptOfPredictor({ image, width, layers })
      : cloud !== undefined
        ? numbersKeptOfCloud({ ...cloud, width, layers })
        : 0;
  return kept === 0 ? Infinity : Math.max(1, Math.floor(mostKept / (batch * kept)));
}

/** How inputs are laid out, as their data or else their group has it. */
function layoutOf({ input }: PairLayout, { shifts }: Group): { readonly layout?: Layout } {
  if (input !== undefined) return { layout: input };
  return shifts === undefined ? {} : { layout: { kind: 'image', ...shifts.image } };
}
