import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import { type Points, selectRows } from '../mathematics/points';
import { squaredNorms } from '../mathematics/squared-norms';
import type { Work } from '../work';
import { checkCoordinates } from './check-coordinates';
import { choosePoints } from './chosen-points';
import type { AccumulatedCurve } from './curve-accumulator';
import { covarianceOfCurve } from './covariance-of-curve';
import { covarianceSizes } from './covariance-sizes';
import { defaultSizes } from './default-sizes';
import { type LocalDimension, localDimensions } from './local-dimension';
import { chosenInOrder, shuffled } from './ordered-points';
import { quotientCoordinates } from './quotient-coordinates';
import { roundingShare } from './rounding';
import { createRowAccumulator, type RowBatch } from './row-accumulator';
import { sharesOf, type StartRowHelpers } from './row-helper';
import { squaredDistances } from './squared-distances';
import { toUnitScale } from './unit-scale';

export interface LeaveOneOutRequest {
  readonly points: Points;
  readonly group: Group;
  /** Ascending, each between 1 and N − 1; about evenly spaced in log n from 16 to N/2 if left out. */
  readonly sizes?: readonly number[];
  /** Where sizes are left out, the smallest of them in place of 16. */
  readonly smallestSize?: number;
  /** How many of the points, chosen at random, are left out in turn, all being candidates; as many as take seconds if not given. */
  readonly testPoints?: number;
  /** Share of the usual time that the curve may take, by as many fewer points; 1 if left out. */
  readonly effort?: number;
  /** Whether it is wanted how each point moves the curve. */
  readonly influences?: boolean;
  /** For the choice of points. */
  readonly seed?: number;
  /** Told of the curve while it is computed; the points are then left out in a random order, so that those so far stand for all. */
  readonly soFar?: (sofar: CurveSoFar) => void;
}

/** A curve of which a part of the test points has been left out so far. */
export interface CurveSoFar {
  readonly testPoints: number;
  /** How many there will be. */
  readonly of: number;
  /** As it is at this moment, which takes some 10 ms: the same mean and jackknife as of all, over fewer test points. */
  curve(): Pick<LeaveOneOutCurve, 'sizes' | 'gaps' | 'covariance'>;
}

export interface LeaveOneOutCurve {
  /** N: how many points were used; all, unless the distances of so many would take minutes. */
  readonly points: number;
  /** How many of them were left out in turn. */
  readonly testPoints: number;
  /** Test points at distance 0, but for rounding, from another point. */
  readonly duplicates: number;
  readonly sizes: readonly number[];
  /** R_n for each size. */
  readonly gaps: Float64Array;
  /** Of the gaps, sizes × sizes: the jackknife's, corrected for its excess. */
  readonly covariance: Float64Array;
  readonly localDimensions: readonly LocalDimension[];
  /** Where wanted. */
  readonly influences?: CurveInfluences;
}

/** How each point moves a curve, to first order: what two curves of the same points have in common. */
export interface CurveInfluences {
  /** The points that were used, as rows of the data, ascending. */
  readonly rows: Int32Array;
  /** For each size how far log R_n moves when a point is deleted, from the mean over the points; one a row. */
  readonly deviations: readonly Float64Array[];
}

/** Pairs of points that take about a second, so that starting a helper pays. */
const worthHelp = 2e7;
/** Test points below which a mean says little. */
const fewestTold = 20;

/**
 * The gap curve of one data set, without training: each point is left out in turn and its gap averaged over all n-subsets of the
 * others in closed form, E[min over a random n-subset] = Σ_k r²_(k) C(N − 1 − k, n − 1)/C(N − 1, n), for all n at once.
 *
 * Throws an ExpectedError: 'too-few-points' below 5 points, 'invalid-input' for sizes out of range, 'not-finite' or 'invalid-input' for coordinates that have
 * no distances.
 *
 * @param startHelpers - threads to share the sorting with
 */
export async function leaveOneOutCurve(
  request: LeaveOneOutRequest,
  work: Work,
  startHelpers?: StartRowHelpers,
): Promise<LeaveOneOutCurve> {
  const given = request.sizes === undefined ? undefined : checkedSizes(request.points, request.sizes);
  const chosen = choosePoints({
    points: request.points,
    group: request.group,
    testPoints: request.testPoints,
    largestSize: given?.at(-1) ?? 0,
    seed: request.seed ?? 0,
    effort: request.effort,
  });
  checkCoordinates(request.points);
  const ordered = request.soFar === undefined ? chosenInOrder(chosen) : shuffled(chosen, request.seed ?? 0);
  const { tests, order } = ordered;
  const asGiven = order === null && chosen.used.length === request.points.count;
  const used = asGiven ? request.points : selectRows(request.points, ordered.rows);
  const sizes = given ?? checkedSizes(used, undefined, request.smallestSize);
  const { candidates: scaled, squaredUnit } = toUnitScale(used, used, request.group);
  const coordinates = quotientCoordinates(request.group);
  const points = coordinates.map(scaled);
  const queries = tests.length === points.count ? points : selectRows(points, tests);
  const distances = squaredDistances(queries, points, coordinates.group, 'once');
  const grid = covarianceSizes(points.count, sizes);
  const setup = { points: points.count, sizes: grid };
  const accumulator = createRowAccumulator(setup);
  const share = roundingShare(request.group, used);
  const limits = squaredNorms(queries).map((norm) => 2 * share * norm);
  const breathe = (current: number) => () => work.checkpoint({ step: 'curve', current, total: tests.length });
  const helpers = tests.length * points.count < worthHelp ? [] : (startHelpers?.(setup) ?? []);
  let ownTests = 0;
  try {
    for (let from = 0; from < tests.length; from += distances.rowsPerBlock) {
      await breathe(from)();
      const to = Math.min(tests.length, from + distances.rowsPerBlock);
      const block = await distances.block(from, to, breathe(from));
      const batch = (first: number, last: number): RowBatch => ({
        rows: block.subarray(first * points.count, last * points.count),
        tests: tests.subarray(from + first, from + last),
        limits: limits.subarray(from + first, from + last),
      });
      let given = 0;
      for (const [i, end] of sharesOf(to - from, helpers.length).entries()) {
        const { rows, tests: ofRows, limits: ofEach } = batch(given, end);
        await helpers[i]?.add({ rows: rows.slice(), tests: ofRows.slice(), limits: ofEach.slice() });
        given = end;
      }
      accumulator.add(batch(given, to - from));
      ownTests += to - from - given;
      // What the helpers have is not asked for: a part at random is as good as another.
      if (ownTests >= fewestTold && to < tests.length)
        request.soFar?.({
          testPoints: ownTests,
          of: tests.length,
          curve: () => inUnit(atSizes(accumulator.finish(), grid, sizes), squaredUnit),
        });
    }
    for (const helper of helpers) accumulator.merge(await helper.finish());
  } finally {
    distances.dispose();
    for (const helper of helpers) helper.stop();
  }
  const { duplicates } = accumulator.result();
  const found = accumulator.finish();
  const scaledCurve = atSizes(found, grid, sizes);
  await breathe(tests.length)();
  return {
    points: points.count,
    testPoints: tests.length,
    duplicates,
    ...inUnit(scaledCurve, squaredUnit),
    localDimensions: localDimensions(sizes, scaledCurve.gaps, scaledCurve.covariance),
    ...(request.influences === true
      ? { influences: { rows: chosen.used, deviations: influencesOf(found, grid, sizes, order) } }
      : {}),
  };
}

/** A curve on the accumulator's scale, at the sizes that are asked for, of a grid that holds them. */
function atSizes(found: AccumulatedCurve, grid: readonly number[], sizes: readonly number[]): Curve {
  const places = sizes.map((size) => grid.indexOf(size));
  const ofGrid = covarianceOfCurve(grid, found.gaps, found.jackknife);
  return {
    sizes,
    gaps: Float64Array.from(places, (place) => found.gaps[place] as number),
    covariance: Float64Array.from(places.flatMap((a) => places.map((b) => ofGrid[a * grid.length + b] as number))),
  };
}

type Curve = ReturnType<CurveSoFar['curve']>;

function inUnit({ sizes, gaps, covariance }: Curve, squaredUnit: number): Curve {
  return {
    sizes,
    gaps: gaps.map((gap) => gap * squaredUnit),
    covariance: covariance.map((value) => value * squaredUnit ** 2),
  };
}

/** How far log R_n moves by each of the chosen points, in their own order. */
function influencesOf(
  found: AccumulatedCurve,
  grid: readonly number[],
  sizes: readonly number[],
  order: Int32Array | null,
): readonly Float64Array[] {
  return sizes.map((size) => {
    const place = grid.indexOf(size);
    const gap = found.gaps[place] as number;
    const deviations = found.deviations[place] as Float64Array;
    const moved = new Float64Array(deviations.length);
    for (const [at, value] of deviations.entries())
      moved[order === null ? at : (order[at] as number)] = gap > 0 ? value / gap : 0;
    return moved;
  });
}

function checkedSizes(points: Points, asked: readonly number[] | undefined, smallest?: number): readonly number[] {
  if (points.count < 5)
    throw new ExpectedError(
      'too-few-points',
      `A gap curve needs at least 5 points; there are ${String(points.count)}.`,
    );
  const sizes = asked ?? defaultSizes(points.count, smallest);
  const valid = sizes.every((n, i) => Number.isInteger(n) && n >= 1 && n < points.count && n > (sizes[i - 1] ?? 0));
  if (!valid || sizes.length === 0)
    throw new ExpectedError(
      'invalid-input',
      `Sizes of the gap curve must be whole numbers from 1 to ${String(points.count - 1)}, ascending, for ${String(points.count)} points.`,
    );
  return sizes;
}
