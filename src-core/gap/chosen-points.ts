import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import { randomPermutation, randomStream } from '../mathematics/random-stream';
import { pairNanoseconds, rankingNanoseconds } from './pair-cost';
import { treeNanoseconds, usesTree } from './tree-search';

/** Which points a leave-one-out curve uses, as rows of the data. */
export interface ChosenPoints {
  /** All of them are candidates. */
  readonly used: Int32Array;
  /** Those of `used`, by their place in it, that are left out in turn. */
  readonly tests: Int32Array;
}

/** Nanoseconds that a curve may take without being asked for more: about ten seconds, or a minute or two where alignment is hard. */
const easyBudget = 1e10;
const hardBudget = 6e10;
const hardPair = 1000;

/** Rather than fewer test points, fewer candidates. */
const fewestTests = 200;
/** In steps of a tenth, as each candidate costs the less the fewer there are. */
const fewerCandidates = 0.9;

/**
 * All points where that takes seconds; else test points at random, and where even 200 of them took too long, candidates at random too.
 *
 * @param request.testPoints - how many, if the user has said so: then all points are candidates
 * @param request.largestSize - the largest subset that the candidates must hold
 * @param request.effort - share of the usual time that the curve may take; 1 if left out
 */
export function choosePoints(request: {
  readonly points: Points;
  readonly group: Group;
  readonly testPoints?: number | undefined;
  readonly largestSize: number;
  readonly seed: number;
  readonly effort?: number | undefined;
}): ChosenPoints {
  const { count } = request.points;
  if (request.testPoints !== undefined && request.testPoints < 2)
    throw new ExpectedError('invalid-input', 'A gap curve needs at least 2 test points.');
  const distance = pairNanoseconds(request.group);
  const budget = (request.effort ?? 1) * (distance > hardPair ? hardBudget : easyBudget);
  const testsWith = (candidates: number): number =>
    Math.floor(budget / candidates / (distance + rankingNanoseconds(candidates)));
  const fewest = Math.min(count, Math.max(fewestTests, request.largestSize + 2));
  let used = count;
  if (request.testPoints === undefined)
    while (used > fewest && testsWith(used) < fewestTests) used = Math.max(fewest, Math.floor(fewerCandidates * used));
  const affordable = Math.max(fewestTests, testsWith(used));
  // A little more than affordable is better than a part.
  const tests = Math.min(used, request.testPoints ?? (affordable > used / 2 ? used : affordable));
  const random = randomStream([request.seed, 'leave-one-out points']);
  return {
    used: someOf(random.derive('candidates'), count, used),
    tests: someOf(random.derive('tests'), used, tests),
  };
}

/** Rows at random, or all, so that finding the k nearest neighbours of each among them takes no longer than a curve may. */
export function affordableRows(points: Points, group: Group, seed: number, k: number): Int32Array {
  const cost = pairNanoseconds(group);
  const pairs = (cost > hardPair ? hardBudget : easyBudget) / cost;
  const most = usesTree(group) ? easyBudget / treeNanoseconds(k) : Math.sqrt(pairs);
  const wanted = Math.min(points.count, Math.max(fewestTests, Math.floor(most)));
  return someOf(randomStream([seed, 'affordable rows']), points.count, wanted);
}

/** `wanted` of 0 … count − 1 at random, in order. */
function someOf(random: ReturnType<typeof randomStream>, count: number, wanted: number): Int32Array {
  if (wanted >= count) return Int32Array.from({ length: count }, (_, i) => i);
  return randomPermutation(random, count).slice(0, wanted).sort();
}
