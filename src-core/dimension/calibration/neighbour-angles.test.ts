import { describe, expect, it } from 'vitest';
import { nearestNeighbours } from '../../gap/nearest-neighbours';
import { resolveGroup } from '../../groups/registry';
import { normalPoints, randomStream } from '../../mathematics/random-stream';
import { type Points, rowOf } from '../../mathematics/points';
import { resolveSpace } from '../../spaces/registry';
import { unwatchedWork } from '../../work';
import type { EstimatorSample } from '../define-estimator';
import { neighbourAngles } from './neighbour-angles';

async function sampleOf(points: Points, reference: string, k: number): Promise<EstimatorSample> {
  const { group } = resolveGroup(reference, { ambientDimension: points.dimension, layout: { kind: 'plain' } });
  const request = { queries: points, candidates: points, group, k, excludeSelf: true };
  return {
    points,
    group,
    neighbours: await nearestNeighbours(request, unwatchedWork),
    random: randomStream(['angles']),
  };
}

const everyRow = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

describe('neighbourAngles', () => {
  it('are those between the differences of the coordinates', async () => {
    const sample = await sampleOf(normalPoints(randomStream(['cloud']), 60, 3), 'trivial', 3);
    const cosines: number[] = [];
    const { values } = sample.points;
    for (let i = 0; i < 60; i++) {
      const direction = (rank: number): number[] => {
        const j = sample.neighbours.indices[3 * i + rank] ?? 0;
        const difference = [0, 1, 2].map((d) => (values[3 * j + d] ?? 0) - (values[3 * i + d] ?? 0));
        return difference.map((value) => value / Math.hypot(...difference));
      };
      const dot = (a: number[], b: number[]): number => a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0);
      for (const [a, b] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const)
        cosines.push(dot(direction(a), direction(b)));
    }
    const mean = cosines.reduce((sum, value) => sum + value, 0) / cosines.length;
    const power = (p: number): number => cosines.reduce((sum, value) => sum + (value - mean) ** p, 0) / cosines.length;
    const found = await neighbourAngles(sample, everyRow(60), [0, 1, 2], unwatchedWork);
    expect(found.mean).toBeCloseTo(mean, 9);
    expect(found.variance).toBeCloseTo(power(2), 9);
    expect(found.kurtosis).toBeCloseTo(power(4) / power(2) ** 2, 8);
  });

  it.each([1, 2, 3])('have the variance 1/d inside a cube of dimension %i', async (dimension) => {
    const { space } = resolveSpace(`cube?dimension=${String(dimension)}`);
    const sample = await sampleOf(space.sample(3000, randomStream(['cube', dimension])), 'trivial', 40);
    // As far from the sides as the farthest neighbour, so that all directions are alike.
    const inside = everyRow(3000).filter((row) =>
      rowOf(sample.points, row).every((value) => Math.abs(value - 0.5) < 0.3),
    );
    const { mean, variance } = await neighbourAngles(sample, inside, [0, 9, 19, 29, 39], unwatchedWork);
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(variance * dimension).toBeGreaterThan(0.95);
    expect(variance * dimension).toBeLessThan(1.05);
  });

  it('on a quotient are those of the quotient: one dimension less', async () => {
    const { space } = resolveSpace('torus?dimension=2');
    const sample = await sampleOf(space.sample(1500, randomStream(['quotient'])), 'so2', 40);
    const { variance } = await neighbourAngles(sample, everyRow(100), [0, 9, 19, 29, 39], unwatchedWork);
    expect(variance).toBeGreaterThan(0.95);
  });
});
