import { z } from 'zod';
import { calibratedCorrection } from './calibration/calibrated-correction';
import { neighbourStatistics, neighboursUsed } from './calibration/neighbour-statistics';
import { defineEstimator } from './define-estimator';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/** The smallest of the reference samples. */
const fewestPoints = 150;
/** A percent of each statistic's references lie outside: so many at once are rare. */
const mostOutside = 4;
/** By which factor the ends of the 95 % interval lie from its middle where a single number says little, and where it says nothing. */
const wide = 4;
const tooWide = 10;

/**
 * The calibrated gap estimator. The local dimension of the geometric gap, exp(E log r_k), is low where there are few points for the dimension, because of boundaries and of the density's
 * variation, and high where the space is bent. How much so shows in further statistics of the same neighbour pass (calibration/neighbour-statistics.ts); the correction
 * was learned from simulated balls, cubes, spheres and Gaussians, their products, and their images under random smooth maps, of 1 to 110 dimensions and 150 to 8,000 points.
 * The interval holds the error that 95 % of reference spaces with such statistics do not exceed: noise and what the statistics cannot tell alike.
 */
export const calibratedGap = defineEstimator({
  id: 'calibrated-gap',
  label: 'Calibrated gap',
  summary: 'The local dimension of the geometric gap, corrected by what it is for simulated spaces that look alike.',
  parameters: z.object({}),
  create() {
    return {
      neighbours: neighboursUsed,
      async estimate(sample, work) {
        const { neighbours } = sample;
        const lack = tooFewNeighbours(neighbours, neighboursUsed);
        if (lack !== undefined) return { doesNotApply: lack };
        const rows = Int32Array.from({ length: neighbours.queries }, (_, row) => row).filter(
          (row) => (neighbours.squaredDistances[row * neighbours.k] as number) > 0,
        );
        const excluded = neighbours.queries - rows.length;
        const reason = whyNot(rows.length, excluded);
        if (reason !== undefined) return { doesNotApply: reason };
        if (rows.length < fewestPoints)
          return {
            doesNotApply: `It needs at least ${String(fewestPoints)} points, as its reference samples have; there are ${String(rows.length)}.`,
          };
        const statistics = await neighbourStatistics(sample, rows, work);
        if (statistics === undefined) return { doesNotApply: noGrowth };
        const { median, best, standardError, margin, outside } = calibratedCorrection(statistics.values);
        const factor = Math.exp(margin);
        if (factor > tooWide)
          return {
            doesNotApply: `Reference spaces whose neighbours look like these differ in dimension by a factor of ${factor.toFixed(0)} either way, as where points lie at very different distances: read d(n).`,
          };
        const dimension = Math.exp(statistics.logDimension + best);
        const middle = Math.exp(statistics.logDimension + median);
        const coordinates = sample.points.dimension;
        if (middle / factor > coordinates)
          return {
            doesNotApply: `Points of ${String(coordinates)} coordinates have no neighbours so equally far but on a grid, or where they keep apart: distances say nothing of a dimension there.`,
          };
        return {
          dimension,
          standardError: dimension * standardError,
          interval: [Math.min(dimension, middle / factor), middle * factor],
          level: 0.95,
          method: 'calibration',
          excluded,
          ...remarkOf(outside, statistics.values.length, factor, middle * factor),
        };
      },
    };
  },
});

function remarkOf(outside: number, count: number, factor: number, most: number): { readonly remark?: string } {
  if (most < 1)
    return { remark: 'Less than one dimension: many rows are near-copies of others, or the points lie in clusters.' };
  if (outside > mostOutside)
    return {
      remark: `${String(outside)} of its ${String(count)} statistics are unlike those of every reference space: trust it less.`,
    };
  if (factor > wide)
    return {
      remark: `Reference spaces whose neighbours look like these differ by a factor of ${factor.toFixed(0)} either way: read d(n) beside it.`,
    };
  return {};
}
