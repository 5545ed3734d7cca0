import { squaredDistances } from '../../gap/squared-distances';
import type { Group } from '../../groups/define-group';
import { rowOf, rowsOf, zeroPoints, type Points } from '../../mathematics/points';
import type { RandomStream } from '../../mathematics/random-stream';
import type { Work } from '../../work';
import { momentsOfOrbits } from '../data-scale';
import { contentHash } from '../../sweep/hash';
import { resumableIterations } from '../resumable-iterations';
import { losersShare, temperatureAt, type WinningSettings } from '../winning-weights';

export interface CodebookRequest {
  /** Number of hypotheses K. */
  readonly hypotheses: number;
  readonly group: Group;
  /** Points to learn from; equal keys give equal points. */
  draw(count: number, key: string): Points;
  readonly random: RandomStream;
  readonly iterations: number;
  readonly settings: WinningSettings;
}

export interface Codebook {
  readonly codewords: Points;
  /** Of each iteration, before the hypotheses move: the mean squared distance to the nearest. */
  readonly gaps: readonly number[];
}

/** Points for each hypothesis in an iteration. */
const pointsEach = 16;
/** Weights below this share are left out. */
const negligible = 1e-6;
/** From this share of the training on, means are over all points since. */
const averagingFrom = 0.8;
/** Standard deviation of the first hypotheses about the centre, in that of the points. */
const firstSpread = 0.1;

/**
 * K hypotheses of one answer for all inputs: each moves to the mean of the points, moved along their orbits to where they are nearest to it, weighted by how much it
 * learns from each (see winningWeights). They begin near points of the task, of the annealed variant near the centre, where at a high temperature all of them belong.
 */
export async function learnCodebook(request: CodebookRequest, work: Work): Promise<Codebook> {
  const { hypotheses, group, draw, random, iterations, settings } = request;
  const pool = draw(Math.max(256, pointsEach * hypotheses), 'first hypotheses');
  const { centre, spread } = momentsOfOrbits(pool, group);
  const codewords = firstHypotheses(request, pool, centre, spread);
  const { dimension } = codewords;
  const variance = dimension * spread * spread;
  const sums = zeroPoints(hypotheses, dimension);
  const totals = new Float64Array(hypotheses);
  const gaps: number[] = [];
  const step = async (iteration: number): Promise<void> => {
    const progress = (iteration + 1) / iterations;
    const breathe = (): Promise<void> => work.checkpoint({ step: 'training', current: iteration, total: iterations });
    const points = draw(pointsEach * hypotheses, `iteration ${String(iteration)}`);
    const temperature = settings.variant === 'annealed' ? variance * temperatureAt(progress, settings.temperature) : 0;
    const goesOn = progress > averagingFrom && iteration > 0;
    const nextSums = { ...sums, values: goesOn ? sums.values.slice() : new Float64Array(sums.values.length) };
    const nextTotals = goesOn ? totals.slice() : new Float64Array(hypotheses);
    const distances = squaredDistances(points, codewords, group);
    let gap = 0;
    try {
      for (let from = 0; from < points.count; from += distances.rowsPerBlock) {
        const to = Math.min(points.count, from + distances.rowsPerBlock);
        const block = await distances.block(from, to, breathe);
        const sharing = { group, settings, temperature };
        gap += addWeighted(rowsOf(points, from, to), codewords, block, sharing, nextSums, nextTotals);
      }
    } finally {
      distances.dispose();
    }
    sums.values.set(nextSums.values);
    totals.set(nextTotals);
    gaps.push(gap / points.count);
    const shaking = random.derive(iteration);
    for (let k = 0; k < hypotheses; k++) {
      const total = totals[k] as number;
      if (total <= negligible) continue;
      for (let d = 0; d < dimension; d++)
        codewords.values[k * dimension + d] =
          (sums.values[k * dimension + d] as number) / total + jitter(temperature, dimension, shaking);
    }
  };
  await resumableIterations(
    {
      names: [contentHash({ path: random.path, hypotheses })],
      steps: iterations,
      state: { codewords: codewords.values, sums: sums.values, totals },
      recorded: gaps,
      label: 'training',
      step,
    },
    work,
  );
  return { codewords, gaps };
}

/** Hypotheses at one place must be able to part when that becomes better: a hundredth of the temperature's own length. */
function jitter(temperature: number, dimension: number, random: RandomStream): number {
  return temperature === 0 ? 0 : 0.01 * Math.sqrt(temperature / dimension) * random.normal();
}

function firstHypotheses(
  { hypotheses, random, settings }: CodebookRequest,
  pool: Points,
  centre: Float64Array,
  spread: number,
): Points & { readonly values: Float64Array } {
  const codewords = zeroPoints(hypotheses, pool.dimension);
  for (let at = 0; at < codewords.values.length; at++) {
    const d = at % pool.dimension;
    codewords.values[at] =
      settings.variant === 'annealed'
        ? (centre[d] as number) + firstSpread * spread * random.normal()
        : (pool.values[at] as number);
  }
  return codewords;
}

interface Sharing {
  readonly group: Group;
  readonly settings: WinningSettings;
  readonly temperature: number;
}

/** Adds each point, moved and weighted, to the sums of the hypotheses; returns the sum of the squared distances to the nearest. */
function addWeighted(
  points: Points,
  codewords: Points,
  block: ArrayLike<number>,
  { group, settings, temperature }: Sharing,
  sums: Points,
  totals: Float64Array,
): number {
  const { dimension } = points;
  const count = codewords.count;
  const weights = new Float64Array(count);
  const moved = new Float64Array(dimension);
  let gap = 0;
  for (let i = 0; i < points.count; i++) {
    const row = (k: number): number => Math.max(0, block[i * count + k] as number);
    gap += shareWeights(row, weights, settings, temperature);
    const point = rowOf(points, i);
    for (let k = 0; k < count; k++) {
      const weight = weights[k] as number;
      if (weight < negligible) continue;
      if (group.order === 1) moved.set(point);
      else group.act(group.alignPair(rowOf(codewords, k), point).element, point, moved);
      totals[k] = (totals[k] as number) + weight;
      for (let d = 0; d < dimension; d++)
        sums.values[k * dimension + d] = (sums.values[k * dimension + d] as number) + weight * (moved[d] as number);
    }
  }
  return gap;
}

/** Fills the weights of one point, which add up to 1, and returns the smallest squared distance. */
function shareWeights(
  row: (k: number) => number,
  weights: Float64Array,
  { variant, relaxation }: WinningSettings,
  temperature: number,
): number {
  let winner = 0;
  for (let k = 1; k < weights.length; k++) if (row(k) < row(winner)) winner = k;
  const least = row(winner);
  if (temperature > 0) {
    let total = 0;
    for (let k = 0; k < weights.length; k++) total += weights[k] = Math.exp((least - row(k)) / temperature);
    for (let k = 0; k < weights.length; k++) weights[k] = (weights[k] as number) / total;
    return least;
  }
  const share = variant === 'relaxed' ? losersShare(relaxation, weights.length) : 0;
  weights.fill(share);
  weights[winner] = 1 - share * (weights.length - 1);
  return least;
}
