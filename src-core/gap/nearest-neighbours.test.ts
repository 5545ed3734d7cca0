import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { so2 } from '../groups/so2';
import { trivial } from '../groups/trivial';
import { type Points, type Reals, rowOf, zeroPoints } from '../mathematics/points';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { CancelledError } from '../errors';
import { unwatchedWork } from '../work';
import { modelGap } from './model-gap';
import { nearestNeighbours } from './nearest-neighbours';

const euclidean = (dimension: number) => trivial.create({}, { ambientDimension: dimension });

function squaredDistance(y: Reals, z: Reals): number {
  let sum = 0;
  for (const [d, value] of y.entries()) sum += (value - (z[d] ?? 0)) ** 2;
  return sum;
}

function bruteForce(queries: Points, candidates: Points, k: number, excludeSelf: boolean): number[] {
  return [...Array(queries.count).keys()].flatMap((i) =>
    [...Array(candidates.count).keys()]
      .filter((j) => !excludeSelf || j !== i)
      .map((j) => squaredDistance(rowOf(queries, i), rowOf(candidates, j)))
      .sort((a, b) => a - b)
      .slice(0, k),
  );
}

/** min over θ of ‖y − e^{iθ} z‖² = ‖y‖² + ‖z‖² − 2 |Σ conj(y) z|. */
function nearestOrbits(queries: Points, candidates: Points): number[] {
  return [...Array(queries.count).keys()].map((i) => {
    const y = rowOf(queries, i);
    const ofEach = [...Array(candidates.count).keys()].map((j) => {
      const z = rowOf(candidates, j);
      let [norms, re, im] = [0, 0, 0];
      for (let d = 0; d < y.length; d += 2) {
        const [a = NaN, b = NaN, p = NaN, q = NaN] = [y[d], y[d + 1], z[d], z[d + 1]];
        norms += a * a + b * b + p * p + q * q;
        re += a * p + b * q;
        im += a * q - b * p;
      }
      return norms - 2 * Math.hypot(re, im);
    });
    return Math.min(...ofEach);
  });
}

function expectClose(actual: Float64Array, expected: readonly number[], relative: number): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries())
    expect(Math.abs((actual[i] ?? NaN) - value)).toBeLessThanOrEqual(relative * value);
}

describe('nearestNeighbours', () => {
  it.each([1, 3, 8, 11, 20])('agrees with brute force in R^%i', async (dimension) => {
    const candidates = normalPoints(randomStream(['candidates']), 150, dimension);
    const queries = normalPoints(randomStream(['queries']), 40, dimension);
    for (const k of [1, 5, 150]) {
      const found = await nearestNeighbours({ queries, candidates, group: euclidean(dimension), k }, unwatchedWork);
      expectClose(found.squaredDistances, bruteForce(queries, candidates, k, false), 1e-9);
    }
    const request = { queries: candidates, candidates, group: euclidean(dimension), k: 9, excludeSelf: true };
    const found = await nearestNeighbours(request, unwatchedWork);
    expectClose(found.squaredDistances, bruteForce(candidates, candidates, 9, true), 1e-9);
    for (let i = 0; i < 150; i++) expect(found.indices.subarray(9 * i, 9 * i + 9)).not.toContain(i);
  });

  it('is exactly 0 for exact duplicates, far from the origin too', async () => {
    const candidates = normalPoints(randomStream(['far']), 30, 20);
    for (let i = 0; i < candidates.values.length; i++) candidates.values[i] = (candidates.values[i] ?? 0) + 1e6;
    const request = { queries: candidates, candidates, group: euclidean(20), k: 2 };
    const found = await nearestNeighbours(request, unwatchedWork);
    for (let i = 0; i < 30; i++) {
      expect(found.squaredDistances[2 * i]).toBe(0);
      expect(found.indices[2 * i]).toBe(i);
    }
    expectClose(found.squaredDistances, bruteForce(candidates, candidates, 2, false), 1e-9);
  });

  it('measures distances of orbits: a rotated copy is at distance 0', async () => {
    const group = so2.create(so2.parameters.parse({}), { ambientDimension: 4 });
    const candidates = normalPoints(randomStream(['orbits']), 25, 4);
    const queries = zeroPoints(25, 4);
    const random = randomStream(['angles']);
    for (let i = 0; i < 25; i++)
      group.act(group.sample(random), rowOf(candidates, i), queries.values.subarray(4 * i, 4 * i + 4));
    const found = await nearestNeighbours({ queries, candidates, group, k: 1 }, unwatchedWork);
    for (let i = 0; i < 25; i++) {
      expect(found.indices[i]).toBe(i);
      expect(found.squaredDistances[i]).toBe(0);
    }
  });

  it('is 0 where single precision rounded a rotated copy, and keeps distances beyond that', async () => {
    const group = so2.create(so2.parameters.parse({}), { ambientDimension: 20 });
    const exact = normalPoints(randomStream(['rounded']), 25, 20);
    const queries = { ...exact, values: new Float32Array(exact.values.length) };
    const moved = new Float64Array(20);
    for (let i = 0; i < 25; i++) {
      group.act(group.sample(randomStream(['angle', i])), rowOf(exact, i), moved);
      // Every other one is also a thousandth longer: at distance 0.001 ‖z‖ from its orbit.
      queries.values.set(i % 2 === 0 ? moved : moved.map((value) => 1.001 * value), 20 * i);
    }
    const found = await nearestNeighbours({ queries, candidates: exact, group, k: 1 }, unwatchedWork);
    for (let i = 0; i < 25; i++) {
      const square = Math.hypot(...rowOf(exact, i)) ** 2;
      if (i % 2 === 0) expect(found.squaredDistances[i]).toBe(0);
      else expect((found.squaredDistances[i] ?? NaN) / (1e-6 * square)).toBeCloseTo(1, 3);
    }
  });

  it.each([NaN, Infinity])('refuses %d in queries and in candidates', async (value) => {
    for (const dimension of [2, 20]) {
      const good = normalPoints(randomStream(['finite']), 30, dimension);
      const bad = { ...good, values: good.values.slice() };
      bad.values[dimension * 7] = value;
      for (const [queries, candidates] of [
        [good, bad],
        [bad, good],
      ] as const) {
        const request = { queries, candidates, group: euclidean(dimension), k: 1 };
        await expect(nearestNeighbours(request, unwatchedWork)).rejects.toMatchObject({
          code: 'not-finite',
          message: expect.stringContaining('Point 7'),
        });
      }
      const request = { predictionSet: bad, testPoints: good, group: euclidean(dimension) };
      await expect(modelGap(request, unwatchedWork)).rejects.toMatchObject({ code: 'not-finite' });
    }
  });

  it.each([1e-200, 1e200])('refuses coordinates of size %d, which cannot be squared', async (size) => {
    const points = normalPoints(randomStream(['size']), 30, 3);
    const request = { queries: points, candidates: { ...points, values: points.values.map((x) => x * size) } };
    await expect(nearestNeighbours({ ...request, group: euclidean(3), k: 1 }, unwatchedWork)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('to be squared'),
    });
  });

  it('says how many candidates there are when there are too few', async () => {
    const points = normalPoints(randomStream([0]), 4, 2);
    const request = { queries: points, candidates: points, group: euclidean(2), k: 4, excludeSelf: true };
    await expect(nearestNeighbours(request, unwatchedWork)).rejects.toMatchObject({ code: 'too-few-points' });
  });

  it('ends where its work is cancelled', async () => {
    const points = normalPoints(randomStream([0]), 50, 20);
    const work = { checkpoint: () => Promise.reject(new CancelledError()) };
    const request = { queries: points, candidates: points, group: euclidean(20), k: 1 };
    await expect(nearestNeighbours(request, work)).rejects.toBeInstanceOf(CancelledError);
  });

  describe('on a tensor backend', () => {
    beforeAll(async () => {
      setWasmPaths(fileURLToPath(new URL('./', import.meta.resolve('@tensorflow/tfjs-backend-wasm'))));
      await setBackend('wasm');
      await ready();
    });

    it('agrees with float64 brute force, distances far smaller than norms included', async () => {
      const candidates = normalPoints(randomStream(['candidates']), 400, 30);
      const queries = normalPoints(randomStream(['queries']), 200, 30);
      for (let i = 0; i < 50; i++)
        for (let d = 0; d < 30; d++) queries.values[30 * i + d] = (candidates.values[30 * i + d] ?? 0) + 1e-5 * d;
      const found = await nearestNeighbours({ queries, candidates, group: euclidean(30), k: 6 }, unwatchedWork);
      expectClose(found.squaredDistances, bruteForce(queries, candidates, 6, false), 1e-9);
    });

    it.each([1e-50, 1e-22, 1e20, 1e50])('agrees with it for coordinates of size %d', async (size) => {
      const times = (points: Points) => ({ ...points, values: points.values.map((value) => value * size) });
      const candidates = times(normalPoints(randomStream(['candidates']), 400, 20));
      const queries = times(normalPoints(randomStream(['queries']), 150, 20));
      const found = await nearestNeighbours({ queries, candidates, group: euclidean(20), k: 3 }, unwatchedWork);
      expectClose(found.squaredDistances, bruteForce(queries, candidates, 3, false), 1e-9);
      const group = so2.create(so2.parameters.parse({}), { ambientDimension: 20 });
      const ofOrbits = await nearestNeighbours({ queries, candidates, group, k: 1 }, unwatchedWork);
      expectClose(ofOrbits.squaredDistances, nearestOrbits(queries, candidates), 1e-6);
    });
  });
});

describe('modelGap', () => {
  it('is the mean squared distance to the nearest output, with its standard error', async () => {
    const predictionSet = { count: 2, dimension: 1, values: Float64Array.of(0, 10) };
    const testPoints = { count: 4, dimension: 1, values: Float64Array.of(1, 8, 13, 10) };
    const found = await modelGap({ predictionSet, group: euclidean(1), testPoints }, unwatchedWork);
    expect([...found.squaredDistances]).toEqual([1, 4, 9, 0]);
    expect(found.gap).toBe(3.5);
    expect(found.standardError).toBeCloseTo(Math.sqrt((2.5 ** 2 + 0.5 ** 2 + 5.5 ** 2 + 3.5 ** 2) / 3 / 4), 12);
  });
});
