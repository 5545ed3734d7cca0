import type { Group } from '../groups/define-group';
import { rowOf, selectRows, zeroPoints, type Points } from '../mathematics/points';
import { randomPermutation, type RandomStream } from '../mathematics/random-stream';
import type { TrainedModel } from '../trainers/define-trainer';
import { createPosterior, scoreOf } from '../trainers/posterior';

/** Noise levels, in mean distances between nearest training orbits: from what tells orbits apart to what blurs them. */
const levels = [0.1, 0.3, 1, 3];
const probes = 64;

/** How far a learned score is from the exact one at a noise level. */
export interface ScoreError {
  /** Standard deviation of the noise a coordinate, in mean distances between nearest training orbits. */
  readonly noise: number;
  /** E‖s − s*‖² / E‖s*‖², with s* the score of the training set closed under the group. */
  readonly error: number;
}

/** The error of a model's score against the closed form, at noisy training points. */
export async function scoreErrors(
  score: NonNullable<TrainedModel['score']>,
  training: Points,
  group: Group,
  spacing: number,
  stream: RandomStream,
): Promise<readonly ScoreError[]> {
  const posterior = createPosterior(training, group);
  const clean = selectRows(training, randomPermutation(stream, training.count).subarray(0, probes));
  const errors: ScoreError[] = [];
  for (const noise of levels) {
    const sigma = noise * spacing;
    const y = zeroPoints(clean.count, clean.dimension);
    for (let i = 0; i < clean.count; i++)
      rowOf(clean, i).forEach((value, k) => (y.values[i * clean.dimension + k] = value + sigma * stream.normal()));
    const exact = scoreOf(posterior, y, sigma);
    const learned = await score(y, sigma);
    let error = 0;
    let size = 0;
    exact.values.forEach((value, at) => {
      error += ((learned.values[at] ?? 0) - value) ** 2;
      size += value * value;
    });
    errors.push({ noise, error: size > 0 ? error / size : 0 });
  }
  return errors;
}
