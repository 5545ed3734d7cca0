import { expect, it } from 'vitest';
import { estimatorRegistry, resolveEstimator } from '#core/dimension/registry';
import { nearestNeighbours } from '#core/gap/nearest-neighbours';
import { resolveGroup } from '#core/groups/registry';
import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { unwatchedWork } from '#core/work';
import { measuredErrors } from './measured-errors';

it('has figures for every estimator that is registered', () => {
  expect(measuredErrors.map(({ id }) => id).sort()).toEqual(estimatorRegistry.all.map(({ id }) => id).sort());
});

it.each(measuredErrors)('says rightly what $id needs', async ({ id, needs }) => {
  const points = resolveSpace('torus?dimension=3').space.sample(300, randomStream(['help']));
  const { group } = resolveGroup('so2', { ambientDimension: points.dimension });
  const neighbours = await nearestNeighbours(
    { queries: points, candidates: points, group, k: 100, excludeSelf: true },
    unwatchedWork,
  );
  const sample = { points, group, neighbours, random: randomStream(['help', id]) };
  const outcome = await resolveEstimator(id).estimator.estimate(sample, unwatchedWork);
  const lacksCoordinates = 'doesNotApply' in outcome && outcome.doesNotApply.includes('needs coordinates');
  expect(lacksCoordinates).toBe(needs === 'coordinates');
});
