import { contentHash } from '../sweep/hash';
import type { TrainingRequest } from './training-request';

/** What a kept state is known by: for each replica a hash of all that its training depends on, the streams of its random numbers standing for its data. */
export function replicaNames(request: TrainingRequest): readonly string[] {
  const { weights, steps, rate, schedule, clip, averaging, label } = request;
  const shapes = weights.map(({ shape, trained }) => [trained, ...shape]);
  return request.replicas.map(({ random, fineness }) =>
    contentHash({
      ...{ path: random.path, fineness: String(fineness), shapes },
      ...{ steps, rate, schedule, clip, averaging, label },
    }),
  );
}
