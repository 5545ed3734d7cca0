import { flipdDimensions } from '../dimension/flipd-dimensions';
import { normalBundleDimensions, perturbations } from '../dimension/normal-bundle-dimensions';
import type { ScoreFunction } from '../dimension/score-function';
import { ExpectedError } from '../errors';
import { rowsOf, selectRows, type Points } from '../mathematics/points';
import { randomPermutation, type RandomStream } from '../mathematics/random-stream';
import { mean, sampleVariance } from '../mathematics/statistics';
import type { Work } from '../work';

/** Noise levels, in mean distances between nearest training orbits: from what tells orbits apart to what blurs them. The first two are always looked at. */
const levels = [0.1, 0.3, 1, 3, 10, 30, 100];
const fewestLevels = 2;
/** The others where the noise is at most this share of the data's standard deviation a coordinate: more does not see their space but their extent. */
const mostNoise = 0.2;
const mostPoints = 64;
/** Coordinates that a level's scores take altogether, for either estimator: a second or less of an ordinary network. */
const mostNumbers = 2 ** 21;
/** The rank of the normal bundle is left out where it could be looked at in fewer points. */
const fewestAnchors = 8;
/** Random directions of a divergence, where all axes are too many. */
const mostDirections = 16;

/** The dimension of the law that a model's score belongs to, at a noise level. */
export interface ScoreDimension {
  /** Standard deviation of the noise a coordinate, in mean distances between nearest training orbits. */
  readonly noise: number;
  /** The mean of FLIPD over training points, and its standard error. */
  readonly flipd: number;
  readonly flipdError: number;
  /** The same of the rank of the normal bundle; null where there are too many coordinates for it. */
  readonly normalBundle: number | null;
  readonly normalBundleError: number | null;
}

/**
 * Two dimensions that a model's score shows at training points, FLIPD and the rank of the normal bundle, by the same functions as of the exact score.
 *
 * They are of the law that the model has learned, not of the data's: 0 where it has memorised points, the dimension of an orbit where it has memorised orbits, and that of
 * the task's space where it has learned to go between its training points. At noise that blurs the training points both look alike.
 */
export async function scoreDimensions(
  score: ScoreFunction,
  training: Points,
  { spacing, spread }: { readonly spacing: number; readonly spread: number },
  stream: RandomStream,
  work: Work,
): Promise<readonly ScoreDimension[]> {
  const { dimension } = training;
  const points = selectRows(training, randomPermutation(stream, training.count).subarray(0, mostPoints));
  const affordable = Math.floor(mostNumbers / (dimension * points.count));
  const directions = affordable > 2 * dimension ? dimension : Math.min(mostDirections, Math.floor(affordable / 2));
  const anchors = Math.min(points.count, Math.floor(mostNumbers / (perturbations * dimension ** 2)));
  const found: ScoreDimension[] = [];
  for (const [place, noise] of levels.entries()) {
    const sigma = noise * spacing;
    if (place >= fewestLevels && sigma > mostNoise * spread) break;
    const random = stream.derive(String(noise));
    const flipd = await flipdDimensions(
      { points, score, sigma, directions: Math.max(1, directions), random: random.derive('directions') },
      work,
    );
    if (!flipd.every((value) => Number.isFinite(value)))
      throw new ExpectedError('not-finite', 'The score of the trained network is not a finite number.');
    const ranks =
      anchors < Math.min(points.count, fewestAnchors)
        ? undefined
        : await normalBundleDimensions(
            { anchors: rowsOf(points, 0, anchors), score, sigma, randomOf: (place) => random.derive(place) },
            work,
          );
    found.push({
      noise,
      flipd: mean(flipd),
      flipdError: errorOfMean(flipd),
      normalBundle: ranks === undefined ? null : mean(ranks),
      normalBundleError: ranks === undefined ? null : errorOfMean(ranks),
    });
  }
  return found;
}

function errorOfMean(values: Float64Array): number {
  return Math.sqrt(sampleVariance(values) / values.length);
}
