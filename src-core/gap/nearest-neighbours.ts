import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import { createKdTree } from '../mathematics/kd-tree';
import type { Points } from '../mathematics/points';
import { squaredNorms } from '../mathematics/squared-norms';
import type { Work } from '../work';
import { createNearNeighbours } from './near-neighbours';
import { quotientCoordinates } from './quotient-coordinates';
import { dropRounding, roundingShare } from './rounding';
import { squaredDistances } from './squared-distances';
import { usesTree } from './tree-search';
import { toUnitScale } from './unit-scale';

/** The k nearest candidates of each query in the quotient metric, nearest first. */
export interface Neighbours {
  readonly queries: number;
  readonly k: number;
  /** queries × k, ascending along a row; float64. */
  readonly squaredDistances: Float64Array;
  /** queries × k indices of candidates. */
  readonly indices: Int32Array;
}

export interface NeighbourRequest {
  readonly queries: Points;
  readonly candidates: Points;
  readonly group: Group;
  readonly k: number;
  /** Queries and candidates are the same points, and a point is not its own neighbour. */
  readonly excludeSelf?: boolean;
}

/**
 * Exact nearest neighbours under the group: k-d tree, tensor backend or float64 brute force, whichever fits. Points of one orbit are at distance exactly 0.
 * Throws an ExpectedError: 'too-few-points' where there are fewer than k candidates, 'not-finite' or 'invalid-input' for coordinates that have no distances.
 */
export async function nearestNeighbours(request: NeighbourRequest, work: Work): Promise<Neighbours> {
  const { k, excludeSelf = false } = request;
  const available = request.candidates.count - (excludeSelf ? 1 : 0);
  if (k < 1 || k > available)
    throw new ExpectedError(
      'too-few-points',
      `${String(k)} neighbours were asked for; there are ${String(available)} candidates.`,
    );
  const coordinates = quotientCoordinates(request.group);
  const { group } = coordinates;
  const scaled = toUnitScale(request.queries, request.candidates, request.group);
  const candidates = coordinates.map(scaled.candidates);
  const queries = scaled.queries === scaled.candidates ? candidates : coordinates.map(scaled.queries);
  const found = {
    queries: queries.count,
    k,
    squaredDistances: new Float64Array(queries.count * k),
    indices: new Int32Array(queries.count * k),
  };
  const search = { queries, candidates, group, k, excludeSelf };
  if (usesTree(request.group)) await searchTree(search, found, work);
  else await searchAll(search, found, work);
  finish(found, queries, roundingShare(request.group, request.queries, request.candidates), scaled.squaredUnit);
  await work.checkpoint({ step: 'neighbours', current: queries.count, total: queries.count });
  return found;
}

/** Takes rounding away and goes back to the unit of the points as they were given. */
function finish(found: Neighbours, queries: Points, share: number, squaredUnit: number): void {
  const { k, squaredDistances: values } = found;
  if (share > 0) {
    const norms = squaredNorms(queries);
    for (let i = 0; i < found.queries; i++) dropRounding(values, i * k, (i + 1) * k, 2 * share * (norms[i] as number));
  }
  if (squaredUnit !== 1) for (let at = 0; at < values.length; at++) values[at] = (values[at] as number) * squaredUnit;
}

async function searchTree(search: Required<NeighbourRequest>, found: Neighbours, work: Work): Promise<void> {
  const { queries, candidates, k, excludeSelf } = search;
  const tree = createKdTree(candidates);
  const chunk = Math.max(1, Math.floor(2e5 / (k + 10)));
  for (let done = 0; done < queries.count; done++) {
    if (done % chunk === 0) await work.checkpoint({ step: 'neighbours', current: done, total: queries.count });
    const i = excludeSelf ? (tree.order[done] as number) : done;
    tree.nearest(
      queries.values,
      i * queries.dimension,
      k,
      excludeSelf ? i : -1,
      found.squaredDistances,
      found.indices,
      i * k,
    );
  }
}

async function searchAll(search: Required<NeighbourRequest>, found: Neighbours, work: Work): Promise<void> {
  const { queries, candidates, group, k, excludeSelf } = search;
  const distances = squaredDistances(queries, candidates, group);
  const near = createNearNeighbours(queries, candidates, group, k);
  try {
    for (let from = 0; from < queries.count; from += distances.rowsPerBlock) {
      const breathe = () => work.checkpoint({ step: 'neighbours', current: from, total: queries.count });
      await breathe();
      const to = Math.min(queries.count, from + distances.rowsPerBlock);
      const block = await distances.block(from, to, breathe);
      for (let i = from; i < to; i++) {
        const row = block.subarray((i - from) * candidates.count, (i - from + 1) * candidates.count);
        near.write(row, i, excludeSelf ? i : -1, found.squaredDistances, found.indices);
      }
    }
  } finally {
    distances.dispose();
  }
}
