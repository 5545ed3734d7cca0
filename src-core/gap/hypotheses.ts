import type { Group } from '../groups/define-group';
import { rowOf, selectRows, zeroPoints, type Points } from '../mathematics/points';
import { randomPermutation, type RandomStream } from '../mathematics/random-stream';
import { squaredNorms } from '../mathematics/squared-norms';
import type { TrainedModel, Trainer } from '../trainers/define-trainer';
import type { Work } from '../work';
import { nearestNeighbours } from './nearest-neighbours';

/** Does a trained model satisfy what the law assumes of it, Ω_f = G(𝒟)? */
export interface Hypotheses {
  /** Share of samples within a tenth of the mean nearest-neighbour distance of 𝒟 from G(𝒟); null without samples. */
  readonly memorised: number | null;
  /** Share of the distinct training orbits that are some sample's nearest, within the same distance. */
  readonly coverage: number | null;
  /** The mean over the orbits of 1 − (1 − c/n)^m, for m samples and c coincident points on an orbit. */
  readonly expectedCoverage: number | null;
  /** E‖s(gy) − g s(y)‖² / E‖s(y)‖² of the score, or the generator, s over Haar-random g; null without either. */
  readonly equivarianceError: number | null;
  readonly verdict: 'hold' | 'fail' | 'not-applicable';
  readonly detail: string;
}

export interface HypothesesRequest {
  readonly model: TrainedModel;
  readonly trainer: Pick<Trainer, 'law' | 'generator'>;
  readonly training: Points;
  readonly group: Group;
  /** For the choice of points at which the score is looked at. */
  readonly random: RandomStream;
}

/** A sample this far from G(𝒟), in mean nearest-neighbour distances within 𝒟, is not a memorised one. */
const memorisedWithin = 0.1;
const leastMemorised = 0.95;
/** The same in root mean square norms of the training points, where they all lie on one orbit. */
const withoutSpacing = 0.01;
/** Squared distances, relative to the points' squared size, that rounding makes. */
const rounding = 1e-20;
/** Below the expected coverage by more than this share and three standard errors, orbits are missing for a reason. */
const coverageSlack = 0.02;
const largestEquivarianceError = 1e-3;
const probes = 64;

/**
 * The checks of mathematics that apply to every trained model: memorisation, coverage and equivariance.
 *
 * They have a meaning only for generators that the law of independent points is claimed for. For an algorithm that keeps the training set, the
 * hypothesis holds by construction; for optimal quantisation it is another law that applies: then the verdict is 'not-applicable'.
 */
export async function checkHypotheses(request: HypothesesRequest, work: Work): Promise<Hypotheses> {
  const { model, trainer, training } = request;
  const nothing = { memorised: null, coverage: null, expectedCoverage: null, equivarianceError: null };
  if (!trainer.generator || model.samples === undefined || model.samples.count === 0)
    return { ...nothing, verdict: 'not-applicable', detail: withoutSamples(trainer) };
  if (training.count < 2)
    return {
      ...nothing,
      verdict: 'not-applicable',
      detail: 'One training point has no neighbour to compare distances with.',
    };
  const found = {
    ...(await landings(request, model.samples, work)),
    equivarianceError: equivarianceError(request),
  };
  const problems = failures(found, model.samples.count, training.count);
  return {
    ...found,
    verdict: problems.length === 0 ? 'hold' : 'fail',
    detail:
      problems.length === 0
        ? 'Samples lie on the training orbits, reach as many of them as chance allows, and the score is equivariant where it is known.'
        : problems.join(' '),
  };
}

function withoutSamples({ law, generator }: Pick<Trainer, 'law' | 'generator'>): string {
  if (generator) return 'The model has no samples to check.';
  return law === 'iid'
    ? 'The outputs are the training orbits by construction.'
    : 'The law of independent training points is not claimed for this algorithm, and it draws no samples.';
}

interface Landings {
  readonly memorised: number;
  readonly coverage: number;
  readonly expectedCoverage: number;
}

async function landings({ training, group }: HypothesesRequest, samples: Points, work: Work): Promise<Landings> {
  const others = await nearestNeighbours(
    { queries: training, candidates: training, group, k: 1, excludeSelf: true },
    work,
  );
  const spacing = others.squaredDistances.reduce((sum, value) => sum + Math.sqrt(value), 0) / training.count;
  const nearest = await nearestNeighbours({ queries: samples, candidates: training, group, k: 1 }, work);
  const size = meanSquaredNorm(training);
  const zero = rounding * size;
  const separate = spacing ** 2 > zero;
  const orbits = separate
    ? coincidentOrbits(others.indices, others.squaredDistances, zero)
    : new Int32Array(training.count);
  // Where all orbits are one there is no spacing; the size of the data stands in.
  const limit = separate ? (memorisedWithin * spacing) ** 2 : withoutSpacing ** 2 * size;
  const reached = new Set<number>();
  let close = 0;
  nearest.squaredDistances.forEach((value, i) => {
    if (value > limit) return;
    close++;
    reached.add(orbits[nearest.indices[i] ?? 0] ?? 0);
  });
  const points = new Map<number, number>();
  for (const orbit of orbits) points.set(orbit, (points.get(orbit) ?? 0) + 1);
  const missed = [...points.values()].map((count) =>
    count === training.count ? 0 : Math.exp(samples.count * Math.log1p(-count / training.count)),
  );
  return {
    memorised: close / samples.count,
    coverage: reached.size / points.size,
    expectedCoverage: 1 - missed.reduce((sum, share) => sum + share, 0) / points.size,
  };
}

/** For each training point the first of those that lie on the same orbit, by each one's nearest other. */
function coincidentOrbits(nearest: Int32Array, squaredDistances: Float64Array, zero: number): Int32Array {
  const first = Int32Array.from(nearest.keys());
  const root = (i: number): number => {
    let at = i;
    while (first[at] !== at) at = first[at] as number;
    return at;
  };
  squaredDistances.forEach((value, i) => {
    if (value > zero) return;
    const [a, b] = [root(i), root(nearest[i] as number)];
    first[Math.max(a, b)] = Math.min(a, b);
  });
  return first.map((_, i) => root(i));
}

function meanSquaredNorm(points: Points): number {
  return squaredNorms(points).reduce((sum, norm) => sum + norm, 0) / points.count;
}

/**
 * Of the score at training points with noise half of their standard deviation, or of a generator at normal latents; null where the model has neither.
 */
function equivarianceError({ model, training, group, random }: HypothesesRequest): number | null {
  const stream = random.derive('equivariance');
  const { dimension } = training;
  const noise = 0.5 * rootMeanSquare(training);
  const { score, generate } = model;
  const map = score === undefined ? generate : (y: Points): Points => score(y, noise);
  if (map === undefined) return null;
  const chosen = randomPermutation(stream, training.count).subarray(0, probes);
  const clean = score === undefined ? zeroPoints(probes, dimension) : selectRows(training, chosen);
  const deviation = score === undefined ? 1 : noise;
  const y = zeroPoints(clean.count, dimension);
  const moved = zeroPoints(clean.count, dimension);
  const elements = Array.from({ length: clean.count }, (_, i) => {
    for (let d = 0; d < dimension; d++)
      y.values[i * dimension + d] = (clean.values[i * dimension + d] ?? 0) + deviation * stream.normal();
    const g = group.sample(stream);
    group.act(g, rowOf(y, i), moved.values.subarray(i * dimension, (i + 1) * dimension));
    return g;
  });
  const value = map(y);
  const valueOfMoved = map(moved);
  const expected = new Float64Array(dimension);
  let error = 0;
  let size = 0;
  elements.forEach((g, i) => {
    group.act(g, rowOf(value, i), expected);
    for (let d = 0; d < dimension; d++) {
      error += ((valueOfMoved.values[i * dimension + d] ?? 0) - (expected[d] ?? 0)) ** 2;
      size += (expected[d] ?? 0) ** 2;
    }
  });
  return size > 0 ? error / size : 0;
}

function rootMeanSquare({ values }: Points): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / Math.max(1, values.length)) || 1;
}

function failures(
  found: Landings & { readonly equivarianceError: number | null },
  samples: number,
  n: number,
): readonly string[] {
  const { memorised, coverage, expectedCoverage, equivarianceError: error } = found;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const problems: string[] = [];
  if (memorised < leastMemorised)
    problems.push(`Not memorised: ${percent(memorised)} of ${String(samples)} samples lie on the training orbits.`);
  const spread = 3 * Math.sqrt((expectedCoverage * (1 - expectedCoverage)) / n);
  if (coverage < expectedCoverage - spread - coverageSlack)
    problems.push(`Orbits are missing: ${percent(coverage)} were reached; ${percent(expectedCoverage)} are expected.`);
  if (error !== null && error > largestEquivarianceError)
    problems.push(`Not equivariant: the relative error under the group is ${error.toExponential(1)}.`);
  return problems;
}
