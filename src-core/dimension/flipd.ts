import { z } from 'zod';
import { integerParameter } from '../registry/parameters';
import { mean } from '../mathematics/statistics';
import { balancedHalves, errorFromHalves, halvedBlocks } from './balanced-halves';
import { jackknifeError } from './delete-group-jackknife';
import { defineEstimator } from './define-estimator';
import { estimateWithInterval } from './estimate-with-interval';
import { meanDistance } from './mean-distance';
import { noiseLevel } from './noise-level';

/**
 * FLIPD (Kamkari, Ross, Hosseinzadeh, Cresswell & Loaiza-Ganem, 2024) with the score of the smoothed empirical law in place of a trained network's. For noise
 * of standard deviation σ, d = D + σ² (tr ∇s + ‖s‖²) = D + ∂ log p_σ / ∂ log σ at a point of the data; for a sum of Gaussians this is E[‖x − z‖² | x] / σ², the clean
 * z being the other points. So it needs distances alone. One noise level serves all points: see noiseLevel. Its kernel has no edge: in four and more dimensions
 * it reaches so far beyond the k-th neighbour that boundaries and curvature make d too small.
 */
export const flipd = defineEstimator({
  id: 'flipd',
  label: 'FLIPD of the analytic score',
  summary: 'How the density of the data smoothed with noise changes with the noise.',
  parameters: z.object({
    k: integerParameter('The noise reaches as far as this neighbour', 20, { minimum: 2, maximum: 1000 }),
  }),
  sensitivity: { parameter: 'k', values: [10, 20, 40] },
  create({ k }) {
    return {
      neighbours: k,
      async estimate(sample, work) {
        const { neighbours, points } = sample;
        const level = await noiseLevel(sample, k, work);
        if ('doesNotApply' in level) return level;
        const { order, rows, squares, variance } = level;
        const blocks = new Uint8Array(points.count);
        order.forEach((point, place) => {
          blocks[point] = place % halvedBlocks;
        });
        const dimensions = new Float64Array(rows.length);
        const replicates = [...balancedHalves, ...allButOneBlock].map((isIn) => ({ isIn, sum: 0, count: 0 }));
        rows.forEach((row, place) => {
          const ownSquares = squares.subarray(place * points.count, (place + 1) * points.count);
          const { least, weights, first } = partialMoments(ownSquares, blocks, variance);
          const from = (isIn: (block: number) => boolean): number => {
            const chosen = (values: Float64Array) =>
              values.reduce((sum, value, block) => sum + (isIn(block) ? value : 0), 0);
            return (least + chosen(first) / chosen(weights)) / variance;
          };
          dimensions[place] = from(() => true);
          for (const replicate of replicates) {
            const value = replicate.isIn(blocks[row] as number) ? from(replicate.isIn) : NaN;
            // Where all that matters is left out there is nothing to compare with.
            if (!Number.isFinite(value)) continue;
            replicate.sum += value;
            replicate.count++;
          }
        });
        const dimension = mean(dimensions);
        const averages = replicates.map(({ sum, count }) => sum / count);
        const error = errorOfPairs(averages.slice(balancedHalves.length), averages.slice(0, balancedHalves.length));
        return {
          ...estimateWithInterval(dimension, error, 'jackknife', 0),
          scale: meanDistance(neighbours, k),
          ...(rows.length < points.count
            ? { remark: `To take seconds it looks at ${String(rows.length)} of ${String(points.count)} points.` }
            : {}),
          pointwise: () => ({ rows, dimensions }),
        };
      },
    };
  },
});

const allButOneBlock = Array.from({ length: halvedBlocks }, (_, left) => (block: number) => block !== left);

/**
 * The standard error of a mean over pairs of points. Where the space is alike everywhere, what the pairs add cannot be put down to single points, and the jackknife counts
 * that part of the variance twice when it leaves out a block, and three times when it leaves out half (Efron & Stein, 1981): so twice the first less the second
 * is the variance, and half the first is the least that it can be.
 */
function errorOfPairs(withoutBlock: readonly number[], halves: readonly number[]): number {
  const ofBlocks = jackknifeError(withoutBlock) ** 2;
  return Math.sqrt(Math.max(ofBlocks / 2, 2 * ofBlocks - errorFromHalves(halves) ** 2));
}

/** By blocks: the sums of the weights exp(−r²/2σ²) and of these times r² − the least r², in units of the largest weight. */
function partialMoments(
  squares: Float32Array,
  blocks: Uint8Array,
  variance: number,
): { readonly least: number; readonly weights: Float64Array; readonly first: Float64Array } {
  const [weights, first] = [new Float64Array(halvedBlocks), new Float64Array(halvedBlocks)];
  const least = squares.reduce((smallest, square) => Math.min(smallest, square), Infinity);
  for (let j = 0; j < squares.length; j++) {
    const excess = (squares[j] as number) - least;
    if (!(excess < 80 * variance)) continue;
    const weight = Math.exp(-excess / (2 * variance));
    const block = blocks[j] as number;
    weights[block] = (weights[block] as number) + weight;
    first[block] = (first[block] as number) + weight * excess;
  }
  return { least, weights, first };
}
