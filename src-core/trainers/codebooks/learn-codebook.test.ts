import { describe, expect, it } from 'vitest';
import { modelGap } from '../../gap/model-gap';
import { resolveGroup } from '../../groups/registry';
import { randomStream } from '../../mathematics/random-stream';
import { resolveSpace } from '../../spaces/registry';
import { unwatchedWork } from '../../work';
import type { Variant } from '../winning-weights';
import { learnCodebook } from './learn-codebook';

async function gapOf(task: string, groupName: string, hypotheses: number, variant: Variant): Promise<number> {
  const { space } = resolveSpace(task);
  const { group } = resolveGroup(groupName, { ambientDimension: space.ambientDimension, layout: space.layout });
  const random = randomStream(['codebook', task, groupName, variant]);
  const found = await learnCodebook(
    {
      hypotheses,
      group,
      draw: (count, key) => space.sample(count, random.derive(key)),
      random: random.derive('hypotheses'),
      iterations: 120,
      settings: { variant, relaxation: 0.05, temperature: 2 },
    },
    unwatchedWork,
  );
  expect(found.codewords.count).toBe(hypotheses);
  const testPoints = space.sample(20_000, randomStream(['codebook test']));
  return (await modelGap({ predictionSet: found.codewords, group, testPoints }, unwatchedWork)).gap;
}

describe('learnCodebook', () => {
  // The best K points of a circle of radius 1 see arcs of 2π/K from their middle's mean: 1 − (sin(π/K) / (π/K))².
  const best = (k: number): number => 1 - (Math.sin(Math.PI / k) / (Math.PI / k)) ** 2;

  it('comes within 6 % of the best points of a circle, annealed', async () => {
    const gap = await gapOf('circle', 'trivial', 12, 'annealed');
    expect(gap).toBeLessThan(1.06 * best(12));
    expect(gap).toBeGreaterThan(0.97 * best(12));
  });

  it('is closed under the group: K hypotheses do the work of 5 K', async () => {
    const gap = await gapOf('circle', 'cyclic?order=5', 4, 'annealed');
    expect(gap).toBeLessThan(1.08 * best(20));
    expect(gap).toBeGreaterThan(0.97 * best(20));
  });

  it('is drawn to the centre where it is relaxed: the floor that the weights give', async () => {
    // With shares ε each point moves to (1 − ε − ε/(K−1)) p_cell × cell mean + ε/(K−1) × mean of all, over its total weight; the mean of all is 0.
    const k = 3;
    const share = 0.05 / (k - 1);
    const weight = (1 - 0.05 - share) / k;
    const shrink = weight / (weight + share);
    const radius = Math.sin(Math.PI / k) / (Math.PI / k);
    const expected = 1 - 2 * shrink * radius ** 2 + (shrink * radius) ** 2;
    const gap = await gapOf('circle', 'trivial', k, 'relaxed');
    expect(Math.abs(gap / expected - 1)).toBeLessThan(0.01);
    expect(gap).toBeGreaterThan(1.005 * best(k));
  });

  it('follows a circle of orbits: T² up to its diagonal rotations', async () => {
    // The quotient is a circle of circumference 2π/√2; Zador's constant in one dimension is 1/12 of its square.
    const gap = await gapOf('torus', 'so2', 16, 'annealed');
    expect(Math.abs(gap / ((2 * Math.PI) ** 2 / 2 / 12 / 16 ** 2) - 1)).toBeLessThan(0.08);
  });
});
