import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import type { TrainedReplicas } from '../networks/train-replicas';
import type { Work } from '../work';
import type { TrainedModel, TrainingOutcome, TrainingRun } from './define-trainer';
import { failedLoss } from './failed-loss';
import { mergeOutputs } from './merge-outputs';
import type { Symmetry } from './network-parameters';

/** Outputs nearer than this share of the spacing are the same output. */
const sameOutput = 0.05;

export interface SampledReplica {
  readonly run: TrainingRun;
  readonly samples: Points;
  readonly trained: TrainedReplicas;
  /** Its place among the replicas. */
  readonly replica: number;
  readonly symmetry: Symmetry;
  /** The group that the model's outputs are closed under. */
  readonly closure: Group;
  /** Mean distance between nearest training orbits, 0 for a single one. */
  readonly spacing: number;
  readonly spread: number;
  /** The map that the model is, to be checked for its equivariance. */
  readonly map: Pick<TrainedModel, 'score' | 'generate'>;
}

/** What a trained generator's samples make of it; a failure of this run alone where its loss or its samples are not finite. */
export async function outcomeOfSamples(sampled: SampledReplica, work: Work): Promise<TrainingOutcome> {
  const { run, samples, trained, replica, symmetry, closure, spacing, spread, map } = sampled;
  const failed = failedLoss(trained, replica);
  if (failed !== undefined) return failed;
  if (!samples.values.every((value) => Number.isFinite(value)))
    return { failed: 'Samples of the trained network are not finite numbers.' };
  const tolerance = sameOutput * (spacing > 0 ? spacing : spread);
  return {
    ...map,
    predictionSet: await mergeOutputs(samples, run.training, closure, tolerance, work),
    closed: symmetry === 'equivariant' ? 'group' : 'trivial',
    samples,
    series: { loss: { steps: trained.steps, values: trained.losses[replica] ?? [] } },
  };
}
