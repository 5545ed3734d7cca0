import { describe, expect, it } from 'vitest';
import { type Points, selectRows } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import { inseparableShares } from './inseparable-shares';
import { sharesWithoutGroups } from './shares-without-groups';
import { whitenedDirections, whiteningOf } from './whitened-directions';

const breathe = () => Promise.resolve();
const everyRow = () => true;

/** Skewed, so that leaving points out moves the mean and the axes. */
function skewed(count: number, dimension: number): Points {
  const random = randomStream(['skewed', count, dimension]);
  const values = Float64Array.from({ length: count * dimension }, (_, at) =>
    Math.exp((0.3 + (at % dimension) / dimension) * random.normal()),
  );
  return { count, dimension, values };
}

function directionsOf(points: Points) {
  const whitening = whiteningOf(points, everyRow);
  if (whitening === undefined) throw new Error('The points have no full rank.');
  return { whitening, directions: whitenedDirections(points, whitening, everyRow) };
}

/** Pair by pair. */
function shareOf(points: Points, margin: number): number {
  const { values, dimension, count } = directionsOf(points).directions;
  let found = 0;
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) {
      let product = 0;
      for (let d = 0; d < dimension; d++)
        product += (values[i * dimension + d] as number) * (values[j * dimension + d] as number);
      if (product >= margin) found++;
    }
  return found / ((count * (count - 1)) / 2);
}

describe.each([
  [203, 2],
  [300, 6],
  [150, 40],
])('%i points of %i coordinates', (count, dimension) => {
  const points = skewed(count, dimension);
  const { whitening, directions } = directionsOf(points);

  it('have the shares of inseparable pairs that counting each pair gives', async () => {
    const margins = Float64Array.of(0.3, 0.6, 0.9);
    const shares = await inseparableShares(directions, margins, breathe);
    margins.forEach((margin, m) => expect(shares[m]).toBeCloseTo(shareOf(points, margin), 12));
  });

  it.each([0.3, 0.6, 0.9])(
    'have the same shares at %f without each group as if these had never been',
    async (margin) => {
      const groups = Uint8Array.from({ length: count }, (_, i) => (i * 7) % 5);
      const found = await sharesWithoutGroups({ points, whitening, directions, groups, count: 5, margin }, breathe);
      const rows = Array.from({ length: count }, (_, i) => i);
      [0, 1, 2, 3, 4].forEach((group) => {
        const rest = selectRows(
          points,
          rows.filter((i) => groups[i] !== group),
        );
        expect(found?.[group]).toBeCloseTo(shareOf(rest, margin), 12);
      });
    },
  );
});
