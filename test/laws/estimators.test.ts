import { describe, expect, it } from 'vitest';
import type { DimensionEstimate, Estimator, EstimatorOutcome, EstimatorSample } from '#core/dimension/define-estimator';
import { estimatorRegistry, resolveEstimator } from '#core/dimension/registry';
import { type Neighbours, nearestNeighbours } from '#core/gap/nearest-neighbours';
import { resolveGroup } from '#core/groups/registry';
import { trivial } from '#core/groups/trivial';
import { type Points, rowOf, zeroPoints } from '#core/mathematics/points';
import { type RandomStream, randomPermutation, randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { unwatchedWork } from '#core/work';

/** Uniform on the flat torus of d circles in R^{2d}: no boundary, no curvature of the metric beyond the circles' own. */
function torus(random: RandomStream, count: number, dimension: number): Points {
  const points = zeroPoints(count, 2 * dimension);
  for (let i = 0; i < count * dimension; i++) {
    const angle = 2 * Math.PI * random.uniform();
    points.values.set([Math.cos(angle), Math.sin(angle)], 2 * i);
  }
  return points;
}

function neighboursOf(points: Points, k: number): Promise<Neighbours> {
  const group = trivial.create({}, { ambientDimension: points.dimension });
  return nearestNeighbours({ queries: points, candidates: points, group, k, excludeSelf: true }, unwatchedWork);
}

/** Neighbours that no points were looked at for. */
function sampleOf(neighbours: Neighbours): EstimatorSample {
  const points = zeroPoints(neighbours.queries, 1);
  return { points, group: trivial.create({}, { ambientDimension: 1 }), neighbours, random: randomStream(['sample']) };
}

async function outcomeOf(reference: string, neighbours: Neighbours): Promise<EstimatorOutcome> {
  return resolveEstimator(reference).estimator.estimate(sampleOf(neighbours), unwatchedWork);
}

async function estimateOf(estimator: Estimator, points: Points): Promise<DimensionEstimate> {
  const neighbours = await neighboursOf(points, estimator.neighbours);
  const group = trivial.create({}, { ambientDimension: points.dimension });
  const found = await estimator.estimate(
    { points, group, neighbours, random: randomStream(['estimate']) },
    unwatchedWork,
  );
  if ('doesNotApply' in found) throw new Error(found.doesNotApply);
  return found;
}

/** Points of a ball of dimension d, in the first of 2 d coordinates: flat, with a boundary. */
function flatBall(random: RandomStream, count: number, dimension: number): Points {
  const ball = resolveSpace(`ball?dimension=${String(dimension)}`).space.sample(count, random);
  const points = zeroPoints(count, 2 * dimension);
  for (let i = 0; i < count; i++) points.values.set(rowOf(ball, i), 2 * i * dimension);
  return points;
}

/** What an estimator is tried on, and what cannot be asked of it. */
interface Trial {
  readonly draw: (random: RandomStream, count: number, dimension: number) => Points;
  readonly dimensions: readonly number[];
  /** It gives whole numbers at each point, and counts the error of rounding in its own. */
  readonly whole?: boolean;
  /** Its error also holds what no number of data sets of one space shows. */
  readonly beyondNoise?: boolean;
  /** It draws noise in every coordinate, so that more coordinates change the draw, or looks at random pairs of points. */
  readonly random?: boolean;
  readonly needsCoordinates?: boolean;
}

const onTorus: Trial = { draw: torus, dimensions: [1, 2, 4] };
/** Those that are made for flat neighbourhoods, or look at the data as a whole. */
const onBall: Trial = { draw: flatBall, dimensions: [1, 2, 4], needsCoordinates: true };
const trials: Readonly<Record<string, Trial>> = {
  ess: onBall,
  lpca: { ...onBall, whole: true },
  danco: onBall,
  // Its kernel reaches so far in more dimensions that it sees the circles' curvature.
  flipd: { ...onTorus, dimensions: [1, 2] },
  // Its law is that of spheres of some dimension.
  fishers: { ...onBall, dimensions: [2, 4, 8] },
  'calibrated-gap': { ...onTorus, random: true, beyondNoise: true },
  'normal-bundle': { ...onBall, whole: true, random: true },
};
const trialOf = (reference: string): Trial => trials[reference] ?? trials[reference.replace(/\?.*/, '')] ?? onTorus;

const references = [
  ...estimatorRegistry.all.map(({ id }) => id),
  'twonn?discard=0',
  'twonn?fit=line',
  'mle?k=5',
  'mle?average=mean&correction=unbiased',
  'mle?average=median&k=10',
  'gride?n1=1',
  'gride?n1=8',
  'gride?n1=3&n2=9&correction=unbiased&outliers=discarded',
  'mind?k=5',
  'mom?k=10',
  'mada?k=10',
  'knn?k=2&gamma=2',
  'tle?k=6',
  'corrint?inner=5&outer=10',
  'ess?version=b&k=50',
  'lpca?criterion=ratio&alpha=0.01',
  'lpca?criterion=maximum-gap&average=median',
  'ph?alpha=2&halvings=3',
  'flipd?k=10',
];

describe.each(references)('%s', (reference) => {
  const { estimator, variations, parameters } = resolveEstimator(reference);
  const trial = trialOf(reference);
  const { draw, dimensions, whole = false, beyondNoise = false, random = false, needsCoordinates = false } = trial;

  it.each(dimensions)('finds the dimension %i', async (dimension) => {
    const found = await estimateOf(estimator, draw(randomStream(['torus', dimension]), 1500, dimension));
    // 4 standard errors, and what the circles' curvature and the finite scale may do.
    expect(Math.abs(found.dimension - dimension)).toBeLessThan(4 * found.standardError + 0.05 * dimension);
    expect(found.standardError).toBeLessThan(0.15 * dimension + (whole ? 0.3 : 0));
    expect(found.interval[0]).toBeLessThan(found.dimension);
    expect(found.interval[1]).toBeGreaterThan(found.dimension);
  });

  it('does not depend on scale, on more coordinates or on the order of the points', async () => {
    const points = draw(randomStream(['invariance']), 600, 2);
    const order = randomPermutation(randomStream(['order']), 600);
    const changed = zeroPoints(600, 6);
    for (let i = 0; i < 600; i++)
      for (let d = 0; d < 4; d++) changed.values[6 * i + d + 1] = 1000 * (points.values[4 * (order[i] ?? 0) + d] ?? 0);
    const before = await estimateOf(estimator, points);
    const after = await estimateOf(estimator, changed);
    if (random) {
      expect(Math.abs(after.dimension - before.dimension)).toBeLessThan(2 * before.standardError);
      return;
    }
    expect(after.dimension).toBeCloseTo(before.dimension, 6);
    expect(after.standardError).toBeCloseTo(before.standardError, 6);
  });

  it('has a standard error that is the spread over independent data sets', async () => {
    const estimates = await Promise.all(
      Array.from({ length: 80 }, (_, set) => estimateOf(estimator, draw(randomStream(['spread', set]), 300, 2))),
    );
    const mean = estimates.reduce((sum, { dimension }) => sum + dimension, 0) / estimates.length;
    const variance =
      estimates.reduce((sum, { dimension }) => sum + (dimension - mean) ** 2, 0) / (estimates.length - 1);
    const claimed = estimates.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / estimates.length;
    // The spread itself is known to 8 %.
    expect(Math.sqrt(claimed / variance)).toBeGreaterThan(0.75);
    if (whole || beyondNoise) return;
    expect(Math.sqrt(claimed / variance)).toBeLessThan(1.4);
  });

  it('says why where it does not apply', async () => {
    const estimateFrom = (neighbours: Neighbours) => estimator.estimate(sampleOf(neighbours), unwatchedWork);
    const k = estimator.neighbours;
    const all = {
      queries: k + 2,
      k,
      indices: new Int32Array((k + 2) * k),
      squaredDistances: new Float64Array((k + 2) * k),
    };
    for (let i = 0; i < all.indices.length; i++) all.indices[i] = i % k;
    const coincident = await estimateFrom(all);
    expect(coincident).toHaveProperty('doesNotApply');
    const equallyFar = await estimateFrom({ ...all, squaredDistances: all.squaredDistances.map(() => 1) });
    expect(equallyFar).toHaveProperty('doesNotApply');
    const lonely = await estimateFrom({
      ...all,
      k: 1,
      indices: new Int32Array(k + 2),
      squaredDistances: new Float64Array(k + 2).fill(1),
    });
    expect(lonely).toEqual({ doesNotApply: expect.stringMatching(/needs (at least )?\d+ (neighbours|points)/) });
  });

  it('says that it needs coordinates where a quotient has none, or does without', async () => {
    const points = torus(randomStream(['quotient']), 400, 2);
    const { group } = resolveGroup('so2', { ambientDimension: 4, layout: { kind: 'plain' } });
    const k = estimator.neighbours;
    const neighbours = await nearestNeighbours(
      { queries: points, candidates: points, group, k, excludeSelf: true },
      unwatchedWork,
    );
    const found = await estimator.estimate({ points, group, neighbours, random: randomStream(['so2']) }, unwatchedWork);
    if (needsCoordinates) expect(found).toEqual({ doesNotApply: expect.stringMatching(/needs coordinates/) });
    else if ('doesNotApply' in found) throw new Error(found.doesNotApply);
    // One circle is left.
    else expect(Math.abs(found.dimension - 1)).toBeLessThan(4 * found.standardError + 0.05);
  });

  it('gives of a quotient with coordinates what these give', async () => {
    const cube = resolveSpace('cube?dimension=3').space.sample(400, randomStream(['cube']));
    const { group } = resolveGroup('permutation', { ambientDimension: 3, layout: { kind: 'plain' } });
    const k = estimator.neighbours;
    const neighbours = await nearestNeighbours(
      { queries: cube, candidates: cube, group, k, excludeSelf: true },
      unwatchedWork,
    );
    const sample = { points: cube, group, neighbours, random: randomStream(['estimate']) };
    const found = await estimator.estimate(sample, unwatchedWork);
    if ('doesNotApply' in found) throw new Error(found.doesNotApply);
    const sorted = zeroPoints(400, 3);
    for (let i = 0; i < 400; i++) sorted.values.set(Float64Array.from(rowOf(cube, i)).sort(), 3 * i);
    expect(found.dimension).toBeCloseTo((await estimateOf(estimator, sorted)).dimension, 6);
  });

  it('gives dimensions at single points that lie around its own', async () => {
    const found = await estimateOf(estimator, torus(randomStream(['pointwise']), 500, 2));
    if (found.pointwise === undefined) return;
    const { rows, dimensions } = found.pointwise();
    expect(rows.length).toBe(dimensions.length);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.every((row, i) => row < 500 && row > (rows[i - 1] ?? -1))).toBe(true);
    expect(dimensions.every((value) => value > 0 && value < Infinity)).toBe(true);
    expect(Math.min(...dimensions)).toBeLessThanOrEqual(found.dimension);
    expect(Math.max(...dimensions)).toBeGreaterThanOrEqual(found.dimension);
  });

  it('is tried for values of one of its parameters, ascending, its own among them', () => {
    if (variations.length === 0) return;
    const values = variations.map(({ value }) => value);
    const { parameter = '' } = variations[0] ?? {};
    expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
    expect(values).toContain(parameters[parameter]);
    for (const value of values)
      expect(() => resolveEstimator(`${reference.replace(/\?.*/, '')}?${parameter}=${String(value)}`)).not.toThrow();
  });

  it('stays finite where some points coincide', async () => {
    const points = torus(randomStream(['twins']), 400, 2);
    points.values.copyWithin(0, 4, 4 * 40);
    const found = await estimateOf(estimator, points);
    expect(Number.isFinite(found.dimension) && Number.isFinite(found.standardError)).toBe(true);
  });
});

/** Two neighbours a point, at distances 1 and exp(logRatio). */
function ratios(logRatios: readonly number[]): Neighbours {
  return {
    queries: logRatios.length,
    k: 2,
    squaredDistances: Float64Array.from(logRatios.flatMap((value) => [1, Math.exp(2 * value)])),
    indices: Int32Array.from(logRatios.flatMap((_, i) => [i, i])),
  };
}

describe('closed forms', () => {
  const exact = Array.from({ length: 99 }, (_, i) => -Math.log(1 - (i + 1) / 100) / 7);

  it('TwoNN’s line goes through exact Pareto quantiles', async () => {
    const found = await outcomeOf('twonn?fit=line&discard=0.2', ratios([...exact, 5]));
    expect(found).toMatchObject({ dimension: expect.closeTo(7, 9) });
  });

  it('TwoNN’s likelihood is that of censored exponentials', async () => {
    const found = await outcomeOf('twonn?discard=0.5', ratios([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
    expect(found).toMatchObject({ dimension: expect.closeTo(5 / (21 + 6 * 6), 9) });
  });

  it('Gride with n = 1, maximum likelihood with k = 2 and TwoNN without discarding are one estimator', async () => {
    const neighbours = ratios(exact);
    const mean = exact.reduce((sum, value) => sum + value, 0) / exact.length;
    expect(await outcomeOf('mle?k=2', neighbours)).toMatchObject({
      dimension: expect.closeTo(1 / mean, 9),
    });
    expect(await outcomeOf('gride?n1=1', neighbours)).toMatchObject({
      dimension: expect.closeTo(1 / mean, 9),
    });
    expect(await outcomeOf('twonn?discard=0', neighbours)).toMatchObject({
      dimension: expect.closeTo((98 / 99) * (1 / mean), 9),
    });
  });
});
