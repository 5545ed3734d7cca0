import { z } from 'zod';
import { lambertW } from '../mathematics/lambert-w';
import { realParameter } from '../registry/parameters';
import { coordinatesOf } from './coordinates-of';
import { defineEstimator } from './define-estimator';
import { dealGroups, jackknifeError, jackknifeGroups } from './delete-group-jackknife';
import { estimateWithInterval } from './estimate-with-interval';
import { inseparableShares } from './inseparable-shares';
import { orderBySurroundings } from './order-by-surroundings';
import { tooFewNeighbours, whyNot } from './why-not';
import { sharesWithoutGroups } from './shares-without-groups';
import { onPrincipalAxes, principalAxes, whitenedDirections, whiteningOf } from './whitened-directions';

/** Inner products, pairs times coordinates, that take a few seconds with the jackknife. */
const mostProducts = 4e8;
/** Whose principal axes take a minute. */
const mostCoordinates = 2000;

/** 0.60, 0.62, … 0.98, with the rounding errors that scikit-dimension's have, which decide between two that are equally near. */
const margins = Float64Array.from({ length: 20 }, (_, i) => 0.6 + i * (0.62 - 0.6));

/**
 * Fisher separability (Albergante, Bac & Zinovyev, 2019): points are whitened on their principal axes and put on the unit sphere; the share of pairs with
 * ⟨x, y⟩ ≥ α is compared with (1 − α²)^{(n−1)/2} / (α √(2πn)), that of points spread evenly over the sphere of dimension n − 1. Of the margins α it takes
 * that nearest to 0.9 of the largest at which any pair is left. It sees the data as a whole: of a curved space it tells how many directions the data need,
 * not the dimension of the space.
 */
export const fisherSeparability = defineEstimator({
  id: 'fishers',
  label: 'Fisher separability',
  summary:
    'FisherS: how seldom one point can be told from another by a plane. Of the data as a whole, not of its neighbourhoods.',
  parameters: z.object({
    condition: realParameter('Principal axes with less variance than the largest divided by this are left out', 10, {
      minimum: 1,
      maximum: 1e12,
    }),
  }),
  sensitivity: { parameter: 'condition', values: [5, 10, 20, 100] },
  create({ condition }) {
    return {
      neighbours: 2,
      async estimate(sample, work) {
        const coordinates = coordinatesOf(sample);
        if ('doesNotApply' in coordinates) return coordinates;
        const reason = tooFewNeighbours(sample.neighbours, 2) ?? whyNot(coordinates.count, 0);
        if (reason !== undefined) return { doesNotApply: reason };
        if (coordinates.dimension > mostCoordinates)
          return { doesNotApply: `The principal axes of ${String(coordinates.dimension)} coordinates take too long.` };
        const axes = principalAxes(coordinates, condition);
        if (axes === undefined) return { doesNotApply: 'All points are the same.' };
        const order = orderBySurroundings(sample.neighbours);
        const { everyPoint = false, effort = 1 } = sample;
        const most = everyPoint ? order.length : Math.floor(Math.sqrt((2 * effort * mostProducts) / axes.count));
        const used = order.slice(0, most);
        const points = onPrincipalAxes(coordinates, axes, used);
        const groups = dealGroups(used.map((_, i) => i));
        const whitening = whiteningOf(points, () => true);
        if (whitening === undefined)
          return { doesNotApply: 'It needs more points than there are directions in which they vary.' };
        const directions = whitenedDirections(points, whitening, () => true);
        const breathe = (current: number) => work.checkpoint({ step: 'separability', current, total: points.count });
        const { dimension, margin } = selectedDimension(await inseparableShares(directions, margins, breathe));
        if (margin === undefined)
          return {
            doesNotApply: 'No point is hard to tell from another: so few points say nothing of so high a dimension.',
          };
        const rest = { points, whitening, directions, groups, count: jackknifeGroups, margin };
        const shares = await sharesWithoutGroups(rest, breathe);
        if (shares === undefined || !shares.every((share) => share > 0))
          return { doesNotApply: 'Too few points are hard to tell from another.' };
        const without = shares.map((share) => dimensionOf(share, margin));
        return {
          ...estimateWithInterval(dimension, jackknifeError(without), 'jackknife', 0),
          ...(most < order.length
            ? { remark: `To take seconds it compares ${String(most)} of ${String(order.length)} points.` }
            : {}),
        };
      },
    };
  },
});

/** The n that solves share = (1 − α²)^{(n−1)/2} / (α √(2πn)) (Albergante et al., 2019, eq. 4). */
function dimensionOf(share: number, margin: number): number {
  const square = margin * margin;
  const log = Math.log(1 - square);
  return lambertW(-log / (2 * Math.PI * share * share * square * (1 - square))) / -log;
}

/** The dimension at the margin nearest to 0.9 of the largest that separates not all points; the largest dimension where two are as near. */
function selectedDimension(shares: Float64Array): { dimension: number; margin: number | undefined } {
  const possible = Array.from(margins.keys()).filter((i) => (shares[i] as number) > 0);
  const reference = 0.9 * Math.max(...possible.map((i) => margins[i] as number));
  const distance = (i: number): number => Math.abs((margins[i] as number) - reference);
  const least = Math.min(...Array.from(margins.keys(), distance));
  return possible
    .filter((i) => distance(i) === least)
    .map((i) => ({ dimension: dimensionOf(shares[i] as number, margins[i] as number), margin: margins[i] }))
    .reduce((best, one) => (one.dimension > best.dimension ? one : best), { dimension: 0, margin: undefined });
}
