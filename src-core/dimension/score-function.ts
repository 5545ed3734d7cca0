import type { Points } from '../mathematics/points';

/**
 * A score ∇ log p_σ at noisy points y = z + σ·noise, one row a point: exact, as of the smoothed law of a data set, or learned by a network.
 * @param sigma - standard deviation of the noise a coordinate
 */
export type ScoreFunction = (y: Points, sigma: number) => Points | Promise<Points>;

/** Rows whose scores are asked for at once, so that work can be stopped between them. */
export const rowsAtOnce = 8192;
