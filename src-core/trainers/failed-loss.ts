import type { TrainedReplicas } from '../networks/train-replicas';
import type { FailedTraining } from './define-trainer';

/** The failure of a replica whose loss was no longer finite; undefined for the others. */
export function failedLoss({ failed }: Pick<TrainedReplicas, 'failed'>, replica: number): FailedTraining | undefined {
  const step = failed[replica] ?? null;
  return step === null ? undefined : { failed: `The loss was no longer a finite number at step ${String(step)}.` };
}
