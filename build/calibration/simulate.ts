/** Usage: simulate SEED COUNT; writes a line [log of the raw dimension, statistics, dimension] for each reference space. */
import { neighbourStatistics, neighboursUsed } from '#core/dimension/calibration/neighbour-statistics';
import { nearestNeighbours } from '#core/gap/nearest-neighbours';
import { trivial } from '#core/groups/trivial';
import { rowsOf } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { unwatchedWork } from '#core/work';
import { activateBackend } from '#main/backends/detect-backends';
import { referenceSample } from './reference-space';

const [seed = '1', count = '1000'] = process.argv.slice(2);
const sizes = { from: 150, to: 8000 };
/** The neighbours of so many points are enough for their means. */
const mostQueries = 600;

await activateBackend('auto');
for (let i = 0; i < Number(count); i++) {
  const random = randomStream(['calibration of the dimension', Number(seed), i]);
  const size = Math.round(sizes.from * (sizes.to / sizes.from) ** random.uniform());
  const { dimension, points } = referenceSample(size, random);
  const group = trivial.create({}, { ambientDimension: points.dimension });
  const queries = rowsOf(points, 0, Math.min(size, mostQueries));
  // A query is among the candidates: its nearest is itself.
  const found = await nearestNeighbours({ queries, candidates: points, group, k: neighboursUsed + 1 }, unwatchedWork);
  const neighbours = withoutNearest(found);
  const rows = Int32Array.from({ length: neighbours.queries }, (_, row) => row);
  const statistics = await neighbourStatistics({ points, group, neighbours, random }, rows, unwatchedWork);
  if (statistics === undefined || !statistics.values.every(Number.isFinite)) continue;
  process.stdout.write(`${JSON.stringify([statistics.logDimension, [...statistics.values], dimension])}\n`);
}

function withoutNearest({ queries, k, squaredDistances, indices }: Awaited<ReturnType<typeof nearestNeighbours>>) {
  const keep = (_: number, at: number): boolean => at % k > 0;
  return { queries, k: k - 1, squaredDistances: squaredDistances.filter(keep), indices: indices.filter(keep) };
}
