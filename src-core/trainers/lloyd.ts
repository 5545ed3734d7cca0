import { z } from 'zod';
import { nearestNeighbours } from '../gap/nearest-neighbours';
import type { Group } from '../groups/define-group';
import { rowOf, zeroPoints, type Points } from '../mathematics/points';
import { integerParameter } from '../registry/parameters';
import { contentHash } from '../sweep/hash';
import type { Work } from '../work';
import { defineTrainer, type TrainedModel, type TrainingRun } from './define-trainer';
import { resumableIterations } from './resumable-iterations';
import { seedCodebook } from './seed-codebook';

/**
 * Optimal quantisation with as many codewords as a run has training points, by Lloyd's algorithm (1982) on the quotient: each point goes to the
 * codeword at the smallest quotient distance, is moved along its orbit to where it is nearest, and each codeword goes to the mean of its points.
 *
 * A codebook of n words is fitted to the law, not to n points: every iteration draws fresh points of the task, a fixed number for each codeword. In
 * the first two thirds the codewords go all the way to the mean of the iteration's points; in the last third they go to the mean of all points
 * since, so that the error of a mean, which adds its share to the gap, dies out. A finite data set gives no fresh points: there the n training
 * points are all that n codewords are fitted to, and the codebook is the training set.
 */
export const lloyd = defineTrainer({
  id: 'lloyd',
  label: 'Lloyd quantisation',
  summary: 'Places n codewords where they leave the smallest gap: k-means on the quotient.',
  parameters: z.object({
    iterations: integerParameter('Iterations', 60, { minimum: 1, maximum: 10_000 }),
    points: integerParameter('Fresh points for each codeword in an iteration', 16, { minimum: 2, maximum: 10_000 }),
    restarts: integerParameter('Starts, of which the best codebook is kept', 1, { minimum: 1, maximum: 100 }),
  }),
  create: ({ iterations, points, restarts }) => ({
    law: 'quantisation',
    generator: false,
    async train(batch, work) {
      const models: TrainedModel[] = [];
      for (const run of batch) models.push(await trainOne(run, { iterations, points, restarts }, work));
      return models;
    },
  }),
});

interface Settings {
  readonly iterations: number;
  readonly points: number;
  readonly restarts: number;
}

interface Codebook {
  readonly codewords: Points;
  /** The gap seen in each iteration, before the codewords move. */
  readonly gaps: readonly number[];
}

async function trainOne(run: TrainingRun, settings: Settings, work: Work): Promise<TrainedModel> {
  const { draw, training } = run;
  if (draw === undefined) return { predictionSet: training, closed: 'group' };
  let best: Codebook | undefined;
  for (let restart = 0; restart < settings.restarts; restart++) {
    const found = await quantise(run, draw, settings, restart, work);
    if (best === undefined || (found.gaps.at(-1) ?? Infinity) < (best.gaps.at(-1) ?? Infinity)) best = found;
  }
  if (best === undefined) throw new Error('Lloyd’s algorithm was started no time.');
  return {
    predictionSet: best.codewords,
    closed: 'group',
    series: { gap: { steps: best.gaps.map((_, i) => i), values: best.gaps } },
  };
}

async function quantise(
  run: TrainingRun,
  draw: (count: number, key: string) => Points,
  settings: Settings,
  restart: number,
  work: Work,
): Promise<Codebook> {
  const { group } = run;
  const n = run.training.count;
  const random = run.random.derive('lloyd').derive(restart);
  const { dimension } = run.training;
  const codewords = zeroPoints(n, dimension);
  const averaging = Math.floor((2 * settings.iterations) / 3);
  const sums = zeroPoints(n, dimension);
  const counts = new Float64Array(n);
  const gaps: number[] = [];
  const pointsOf = (count: number, purpose: string | number): Points =>
    draw(count, `start ${String(restart)}, ${String(purpose)}`);
  await resumableIterations(
    {
      names: [contentHash({ path: random.path, points: settings.points })],
      steps: settings.iterations,
      state: { codewords: codewords.values, sums: sums.values, counts },
      recorded: gaps,
      label: 'quantising',
      async begin() {
        const seeds = await seedCodebook(
          pointsOf(n * Math.min(settings.points, 8), 'seeds'),
          n,
          group,
          random.derive('seeds'),
          work,
        );
        codewords.values.set(seeds.values);
      },
      async step(iteration) {
        const points = pointsOf(n * settings.points, iteration);
        const nearest = await nearestNeighbours({ queries: points, candidates: codewords, group, k: 1 }, work);
        if (iteration <= averaging) {
          sums.values.fill(0);
          counts.fill(0);
        }
        addAligned(points, codewords, nearest.indices, group, sums.values, counts);
        gaps.push(nearest.squaredDistances.reduce((sum, value) => sum + value, 0) / points.count);
        moveToMeans(codewords, sums.values, counts);
        if (iteration < averaging) moveEmpty(codewords, counts, points, nearest.squaredDistances);
      },
    },
    work,
  );
  return { codewords, gaps };
}

/** Adds to each codeword's sum the points that are nearest to it, moved along their orbits to where they are nearest. */
function addAligned(
  points: Points,
  codewords: Points,
  owners: Int32Array,
  group: Group,
  sums: Float64Array,
  counts: Float64Array,
): void {
  const { dimension } = points;
  const moved = new Float64Array(dimension);
  for (let i = 0; i < points.count; i++) {
    const owner = owners[i] as number;
    const point = rowOf(points, i);
    if (group.order === 1) moved.set(point);
    else group.act(group.inverse(group.alignPair(point, rowOf(codewords, owner)).element), point, moved);
    for (let d = 0; d < dimension; d++)
      sums[owner * dimension + d] = (sums[owner * dimension + d] as number) + (moved[d] as number);
    counts[owner] = (counts[owner] as number) + 1;
  }
}

function moveToMeans({ values, dimension }: Points, sums: Float64Array, counts: Float64Array): void {
  for (let j = 0; j < counts.length; j++) {
    const count = counts[j] as number;
    if (count === 0) continue;
    for (let at = j * dimension; at < (j + 1) * dimension; at++) values[at] = (sums[at] as number) / count;
  }
}

/** Moves codewords that won no point to the points that are farthest from theirs. */
function moveEmpty(codewords: Points, counts: Float64Array, points: Points, squaredDistances: Float64Array): void {
  const empty = Array.from(counts.keys()).filter((j) => counts[j] === 0);
  if (empty.length === 0) return;
  const farthest = Array.from(squaredDistances.keys()).sort(
    (a, b) => (squaredDistances[b] as number) - (squaredDistances[a] as number),
  );
  empty.forEach((j, at) => {
    codewords.values.set(rowOf(points, farthest[at] ?? 0), j * codewords.dimension);
  });
}
