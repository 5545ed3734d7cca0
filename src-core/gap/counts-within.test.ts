import { describe, expect, it } from 'vitest';
import { resolveGroup } from '../groups/registry';
import { rowOf } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import { countsWithin } from './counts-within';
import { nearestNeighbours } from './nearest-neighbours';
import { squaredDistanceOfPair } from './squared-distances';

const { space } = resolveSpace('torus?dimension=3');
const points = space.sample(300, randomStream(['counts']));

describe.each(['trivial', 'so2', 'cyclic?order=3'])('countsWithin under %s', (name) => {
  it.each([1, 40, 299])('counts the other points that are near, one by one, where %i are known', async (k) => {
    const { group } = resolveGroup(name, { ambientDimension: 6, layout: space.layout });
    const rows = Int32Array.of(3, 50, 299);
    const squaredRadii = [0.2, 1.5, 100];
    const request = { queries: points, candidates: points, group, k, excludeSelf: true };
    const neighbours = await nearestNeighbours(request, unwatchedWork);
    const found = await countsWithin({ points, group, neighbours, rows, squaredRadii }, unwatchedWork);
    const expected = [...rows].flatMap((i) =>
      squaredRadii.map((radius) => {
        let count = 0;
        for (let j = 0; j < 300; j++)
          if (j !== i && squaredDistanceOfPair(group, rowOf(points, i), rowOf(points, j), new Float64Array(6)) < radius)
            count++;
        return count;
      }),
    );
    expect([...found]).toEqual(expected);
    expect(found[2]).toBe(299);
    expect(found[1]).toBeGreaterThan(found[0] ?? 0);
  });

  it('reads from some lists and measures the rest', async () => {
    const { group } = resolveGroup(name, { ambientDimension: 6, layout: space.layout });
    const request = { queries: points, candidates: points, group, k: 20, excludeSelf: true };
    const neighbours = await nearestNeighbours(request, unwatchedWork);
    // Between two distances, as one and the same may differ in its last digit.
    const near = [...neighbours.squaredDistances].filter((_, at) => at % 20 === 19).sort((a, b) => a - b)[150] ?? 0;
    const radius = 1.0001 * near;
    const rows = Int32Array.from({ length: 300 }, (_, i) => i);
    const found = await countsWithin({ points, group, neighbours, rows, squaredRadii: [radius] }, unwatchedWork);
    const expected = [...rows].map(
      (i) =>
        [...rows].filter(
          (j) =>
            j !== i && squaredDistanceOfPair(group, rowOf(points, i), rowOf(points, j), new Float64Array(6)) < radius,
        ).length,
    );
    expect([...found]).toEqual(expected);
  });
});
