import { describe, expect, it } from 'vitest';
import { CancelledError } from '#core/errors';
import { resolveGroup } from '#core/groups/registry';
import { iidCoefficient } from '#core/laws/iid-law';
import { type Prediction, predict } from '#core/laws/predict';
import { rowOf } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { dataSetSpace } from '#core/spaces/data-set';
import { resolveSpace } from '#core/spaces/registry';

const pi = Math.PI;

function resolve(task: string, group: string) {
  const resolved = resolveSpace(task);
  const { space } = resolved;
  return {
    resolved,
    groupName: resolveGroup(group, { ambientDimension: space.ambientDimension, layout: space.layout }),
  };
}

async function prediction(task: string, group: string, sizes: readonly number[] = []): Promise<Prediction> {
  const { resolved, groupName } = resolve(task, group);
  return predict({ space: resolved.space, group: groupName.group, task: resolved, groupName }, sizes);
}

const statusOf = ({ conditions }: Prediction, id: string) =>
  conditions.find((condition) => condition.id === id)?.status;

/** Volumes by hand: C = Γ(1 + 2/d) ω_d^{−2/d} vol(Ω/G)^{2/d} for a constant density. */
const fromVolume = (d: number, volume: number): number => iidCoefficient(d) * volume ** (2 / d);

describe('the constant of the i.i.d. law', () => {
  // task, group, d, C; in closed form.
  const closed: readonly (readonly [string, string, number, number])[] = [
    ['circle', 'trivial', 1, 2 * pi ** 2],
    ['circle?radius=3', 'trivial', 1, 18 * pi ** 2],
    ['circle?concentration=1', 'trivial', 1, 31.64],
    ['circle', 'cyclic?order=5', 1, 0.7896],
    ['circle', 'dihedral?order=5', 1, 0.7896 / 4],
    ['torus', 'trivial', 2, 4 * pi],
    ['torus', 'so2', 1, pi ** 2],
    ['torus', 'so2?planes=0-1', 1, 2 * pi ** 2],
    // The orbit through (1, 1) winds with speed √5, so that the quotient has the length (2π)² / 2π√5.
    ['torus', 'so2?frequencies=1,2', 1, (2 * pi) ** 2 / 10],
    ['torus?dimension=3', 'trivial', 3, 13.715],
    ['torus?dimension=3', 'so2', 2, 7.2552],
    ['sphere', 'trivial', 2, 4],
    ['sphere', 'sign', 2, 2],
    ['sphere?dimension=3', 'trivial', 3, 2.537],
    ['sphere?dimension=3', 'so2', 2, 1],
    ['sphere?dimension=3', 'cyclic?order=4', 3, 1.007],
    ['sphere?dimension=5', 'so2', 4, 0.8862],
    ['rotations', 'trivial', 3, 12.788],
    ['rotations', 'so2?planes=0-1,3-4,6-7', 2, 8],
    ['rotations', 'so2?planes=0-3,1-4,2-5', 2, 8],
    ['cube?dimension=3', 'trivial', 3, 0.3474],
    ['cube?dimension=3', 'permutation', 3, 0.1052],
    ['annulus', 'so2', 1, 0.5 * 0.375 * Math.log(2)],
    ['annulus', 'o2', 1, 0.5 * 0.375 * Math.log(2)],
    ['gaussian?dimension=3', 'trivial', 3, iidCoefficient(3) * (2 * pi) ** -0.5 * (6 * pi) ** 1.5],
    ['projective-plane', 'trivial', 2, 4],
    ['helix', 'trivial', 1, (4 * pi) ** 2 * (1 + 1 / 16) * 0.5],
    // Triangles in the plane up to rotation are a sphere of radius ½ (Kendall 1984); up to reflection too, half of it.
    ['point-cloud?points=3&dimension=2&shape=random', 'special-orthogonal', 2, 1],
    ['point-cloud?points=3&dimension=2&shape=random', 'orthogonal', 2, 0.5],
    ['point-cloud?points=4&dimension=2&shape=random', 'special-orthogonal', 4, 0.8862],
    ['product?factors=circle(radius=2)*sphere', 'trivial', 3, fromVolume(3, 4 * pi * 4 * pi)],
    ['product?factors=sphere*sphere', 'product?factors=special-orthogonal(dimension=3)[0:3]*trivial[3:6]', 2, 4],
    ['product?factors=circle*circle', 'product?factors=cyclic(order=3)[0:2]*cyclic(order=2)[2:4]', 2, (4 * pi) / 6],
  ];

  it.each(closed)('of %s by %s has d = %d and C = %d', async (task, group, d, constant) => {
    const { dimension, spaceDimension, orbitDimension, laws } = await prediction(task, group);
    expect(dimension).toBe(d);
    expect(spaceDimension - orbitDimension).toBe(d);
    expect(laws.iid?.constant).toBeGreaterThan(0.99 * constant);
    expect(laws.iid?.constant).toBeLessThan(1.01 * constant);
    expect(laws.iid?.standardError).toBeLessThan(0.01 * constant);
  });

  it('falls by |G|^{2/d} for a finite group that acts freely', async () => {
    const plain = await prediction('bumps-image?size=8&width=1&distance=2', 'trivial');
    const shifted = await prediction('bumps-image?size=8&width=1&distance=2', 'pixel-shift');
    expect((plain.laws.iid?.constant ?? NaN) / (shifted.laws.iid?.constant ?? NaN)).toBeCloseTo(64 ** (2 / 3), 1);
    expect(shifted.dimension).toBe(3);
  });

  it('adds up a density that the group does not preserve', async () => {
    // ½ ∫ 1/p over a third of the circle, p(θ) = Σ_k exp(2 cos(θ + 2πk/3)) / 2πI₀(2), with I₀(2) = 2.279585302 (Abramowitz & Stegun).
    const steps = 1000;
    let integral = 0;
    for (let i = 0; i < steps; i++) {
      const angle = ((2 * pi) / 3 / steps) * (i + 0.5);
      const density = [0, 1, 2].reduce((sum, k) => sum + Math.exp(2 * Math.cos(angle + (2 * pi * k) / 3)), 0);
      integral += (2 * pi * 2.279585302) / density / steps;
    }
    const { laws } = await prediction('circle?concentration=2', 'cyclic?order=3');
    expect((laws.iid?.constant ?? NaN) / ((0.5 * integral * 2 * pi) / 3)).toBeCloseTo(1, 2);
  });

  it('falls by the permutations of a cloud too', async () => {
    const rotated = await prediction('point-cloud?shape=random', 'orthogonal');
    const both = await prediction('point-cloud?shape=random', 'point-cloud-symmetry');
    expect([rotated.dimension, both.dimension]).toEqual([5, 5]);
    expect((rotated.laws.iid?.constant ?? NaN) / (both.laws.iid?.constant ?? NaN) / 24 ** (2 / 5)).toBeCloseTo(1, 2);
  });

  it('loses both dimensions of the place of an image to continuous shifts', async () => {
    const { dimension, laws, conditions } = await prediction('bumps-image', 'continuous-shift');
    expect(dimension).toBe(1);
    expect(laws.iid?.constant).toBeGreaterThan(0);
    expect(conditions.find(({ id }) => id === 'invariant-space')?.status).toBe('holds');
  });

  it('counts the elements that fix every point of the space but not of its surroundings', async () => {
    // A half turn fixes every centred ellipse, and a reflection every triangle in space.
    const plain = await prediction('shape-image?size=16&moves=rotation', 'trivial');
    const square = await prediction('shape-image?size=16&moves=rotation', 'square');
    expect((plain.laws.iid?.constant ?? NaN) / (square.laws.iid?.constant ?? NaN)).toBeCloseTo(16, 1);
    const rotated = await prediction('point-cloud?points=3&shape=random', 'special-orthogonal');
    const reflected = await prediction('point-cloud?points=3&shape=random', 'orthogonal');
    // Half a sphere of radius ½, both: in space, turning a triangle over is a rotation.
    for (const { laws } of [rotated, reflected]) {
      expect(Math.abs((laws.iid?.constant ?? NaN) - 0.5)).toBeLessThan(4 * (laws.iid?.standardError ?? NaN));
      expect(laws.iid?.standardError).toBeLessThan(0.01);
    }
  });
});

describe('the constant of the quantisation law', () => {
  it.each([
    ['circle', 'trivial', (2 * pi) ** 2 / 12, 'exact'],
    ['torus', 'so2', ((2 * pi) / Math.SQRT2) ** 2 / 12, 'exact'],
    ['sphere', 'trivial', (5 / (18 * Math.sqrt(3))) * 4 * pi, 'exact'],
    ['torus?dimension=3', 'so2', 3.655, 'exact'],
    // Panter & Dite (1951): ∫ φ^{1/3} cubed over 12.
    ['gaussian?dimension=1', 'trivial', (pi * Math.sqrt(3)) / 2, 'exact'],
    // Graf & Luschgy (2000): ‖p‖_{1/2} of the normal law in the plane is 8π.
    ['gaussian', 'trivial', (5 / (18 * Math.sqrt(3))) * 8 * pi, 'exact'],
    ['cube?dimension=3', 'trivial', 0.23563, 'best known'],
    ['cube?dimension=100', 'trivial', 100 / (2 * pi * Math.E), 'asymptotic'],
  ] as const)('of %s by %s', async (task, group, constant, status) => {
    const { laws } = await prediction(task, group);
    const tolerance = status === 'asymptotic' ? 0.05 : 0.01;
    expect(Math.abs((laws.quantisation?.constant ?? NaN) / constant - 1)).toBeLessThan(tolerance);
    expect(laws.quantisation?.status).toBe(status);
  });

  it('is below that of independent points', async () => {
    for (let dimension = 1; dimension <= 30; dimension++) {
      const { laws } = await prediction(`cube?dimension=${String(dimension)}`, 'trivial');
      const ratio = (laws.iid?.constant ?? NaN) / (laws.quantisation?.constant ?? NaN);
      // 6 for d = 1, 1.985 for d = 2, and towards 1.
      if (dimension === 1) expect(ratio).toBeCloseTo(6, 6);
      if (dimension === 2) expect(ratio).toBeCloseTo(1.985, 3);
      expect(ratio).toBeGreaterThan(1);
      expect(ratio).toBeLessThan(6.0001);
    }
  });
});

describe('conditions', () => {
  const diverging: readonly (readonly [string, string])[] = [
    ['sphere', 'so2?planes=0-1'],
    ['gaussian', 'trivial'],
    ['gaussian?dimension=1', 'trivial'],
    ['gaussian?dimension=3', 'so2?planes=0-1'],
    ['gaussian?dimension=3', 'special-orthogonal?dimension=3'],
    ['ball', 'so2'],
    ['ball?dimension=3', 'special-orthogonal?dimension=3'],
    ['projective-plane', 'so2?planes=0-1,2-3&frequencies=1,2'],
    ['product?factors=gaussian(dimension=1)*circle', 'trivial'],
    ['sphere?dimension=3', 'product?factors=so2[0:2]*so2[2:4]'],
  ];
  it.each(diverging)('find that the integral diverges for %s by %s', async (task, group) => {
    const result = await prediction(task, group, [100]);
    expect(statusOf(result, 'integrable')).toBe('fails');
    expect(result.laws.iid).toBeNull();
    expect(result.gaps[0]?.iid).toBeNull();
  });

  const finite: readonly (readonly [string, string])[] = [
    ['circle?concentration=20', 'trivial'],
    ['circle?concentration=20', 'cyclic?order=3'],
    ['torus', 'so2?frequencies=1,3'],
    ['annulus', 'so2'],
    ['gaussian?dimension=3', 'trivial'],
    ['gaussian?dimension=4', 'so2'],
    ['sphere?dimension=3', 'so2?frequencies=1,2'],
    ['sphere?dimension=4', 'so2?planes=0-1'],
    ['product', 'trivial'],
    ['product?factors=circle(concentration=5)*circle(concentration=5)', 'so2'],
    ['point-cloud', 'so2?planes=0-1,3-4,6-7,9-10'],
    ['point-cloud?shape=random', 'special-orthogonal'],
    ['shape-image?size=16&moves=rotation,translation', 'continuous-shift'],
  ];
  it.each(finite)('raise no alarm for %s by %s', async (task, group) => {
    const { conditions, laws } = await prediction(task, group);
    for (const id of ['integrable', 'free-action', 'invariant-space'])
      expect(conditions.find((condition) => condition.id === id)).toMatchObject({ id, status: 'holds' });
    expect(laws.iid?.constant).toBeGreaterThan(0);
  });

  it.each([
    ['swiss-roll', 'so2?planes=0-2', 2],
    ['helix', 'so2?planes=0-1', 1],
    ['cube', 'sign', 2],
    ['cube?dimension=3', 'cyclic?order=4&planes=0-1', 3],
    ['rotations', 'permutation?block=3', 3],
    ['swiss-roll?noise=0.1', 'so2?planes=0-2', 2],
  ])('find that %s does not have the symmetry %s', async (task, group, dimension) => {
    const result = await prediction(task, group);
    expect(statusOf(result, 'invariant-space')).toBe('fails');
    expect(result.laws).toEqual({ iid: null, quantisation: null });
    expect(result.dimension).toBe(dimension);
  });

  it.each([
    ['circle', 'so2'],
    ['sphere', 'special-orthogonal?dimension=3'],
    ['rotations', 'special-orthogonal?dimension=3'],
    ['point-cloud', 'special-orthogonal'],
  ])('say that one orbit of %s by %s is everything', async (task, group) => {
    const result = await prediction(task, group, [10]);
    expect(result.dimension).toBe(0);
    expect(statusOf(result, 'integrable')).toBe('fails');
    expect(result.laws).toEqual({ iid: null, quantisation: null });
    expect(result.gaps).toEqual([{ n: 10, iid: 0, quantisation: 0 }]);
  });

  it.each([
    ['circle', 'dihedral?order=5', true],
    ['circle', 'cyclic?order=40', false],
    ['torus', 'so2', false],
    // The reflection turns the circle of angle differences into an interval; in the three-torus it has isolated fixed points.
    ['torus', 'o2', true],
    ['torus?dimension=3', 'o2', false],
    ['sphere', 'sign', false],
    ['sphere', 'permutation', true],
    ['sphere?dimension=3', 'o2', true],
    ['sphere?dimension=4', 'so2?planes=0-1', false],
    ['gaussian?dimension=3', 'so2?planes=0-1', false],
    ['point-cloud?shape=random', 'special-orthogonal', false],
    ['point-cloud?shape=random', 'permutation', false],
    ['point-cloud?points=6&dimension=1&shape=random', 'permutation', true],
    // Flat triangles are their own mirror images.
    ['point-cloud?points=3&dimension=2&shape=random', 'orthogonal', true],
    ['bumps-image', 'square', false],
    ['cube', 'trivial', true],
  ])('see whether %s by %s has a boundary', async (task, group, expected) => {
    expect(statusOf(await prediction(task, group), 'boundary')).toBe(expected ? 'fails' : 'holds');
  });

  it('tell boundary, curvature and noise of the space, and leave memorisation open', async () => {
    const cube = await prediction('cube', 'trivial');
    const sphere = await prediction('sphere', 'trivial');
    const noisy = await prediction('helix?noise=0.1', 'trivial');
    expect(['boundary', 'curvature', 'noise', 'memorisation'].map((id) => statusOf(cube, id))).toEqual([
      'fails',
      'holds',
      'holds',
      'unknown',
    ]);
    expect(['boundary', 'curvature', 'noise'].map((id) => statusOf(sphere, id))).toEqual(['holds', 'fails', 'holds']);
    expect(statusOf(noisy, 'noise')).toBe('fails');
    // Two normal directions, noise on both points.
    expect(noisy.conditions.find(({ id }) => id === 'noise')?.detail).toContain('0.040');
  });
});

it('is the same at every call, and follows the power law', async () => {
  const first = await prediction('circle?concentration=1', 'trivial', [10, 1000]);
  expect(await prediction('circle?concentration=1', 'trivial', [10, 1000])).toEqual(first);
  expect((first.gaps[0]?.iid ?? NaN) / (first.gaps[1]?.iid ?? NaN)).toBeCloseTo(1e4, 6);
});

it('refuses a data set, whose law is not known', async () => {
  const space = dataSetSpace({ count: 2, dimension: 2, values: new Float64Array(4) }, { kind: 'plain' });
  const { groupName } = resolve('circle', 'trivial');
  const task = { reference: 'data-set?path=points.csv', id: 'data-set', label: 'Data' };
  await expect(predict({ space, group: groupName.group, task, groupName }, [])).rejects.toMatchObject({
    code: 'unavailable',
  });
});

it.each([
  ['cube?dimension=200', 'permutation', 'too many elements'],
  ['product?factors=gaussian(dimension=256)*gaussian(dimension=256)', 'trivial', 'beyond the range'],
])('refuses %s by %s, which numbers cannot hold', async (task, group, message) => {
  await expect(prediction(task, group)).rejects.toMatchObject({
    code: 'not-finite',
    message: expect.stringContaining(message),
  });
});

it('can be cancelled', async () => {
  const { resolved, groupName } = resolve('torus', 'so2');
  const cancelled = { checkpoint: () => Promise.reject(new CancelledError()) };
  const request = { space: resolved.space, group: groupName.group, task: resolved, groupName };
  await expect(predict(request, [], cancelled)).rejects.toThrow(CancelledError);
});

describe('measured gaps', () => {
  // task, group, n, surface of the quotient over its volume to the power (d − 1)/d.
  const measured: readonly (readonly [string, string, number, number])[] = [
    ['circle', 'trivial', 256, 0],
    ['circle?concentration=1', 'trivial', 512, 0],
    ['circle', 'cyclic?order=5', 256, 0],
    ['circle?concentration=2', 'cyclic?order=3', 256, 0],
    ['torus', 'so2', 256, 0],
    ['torus', 'so2?frequencies=1,2', 256, 0],
    ['torus?dimension=3', 'so2', 512, 0],
    ['sphere', 'sign', 512, 0],
    ['sphere?dimension=3', 'so2', 512, 0],
    ['rotations', 'so2?planes=0-1,3-4,6-7', 512, 0],
    ['cube?dimension=3', 'trivial', 1024, 6],
    ['cube?dimension=3', 'permutation', 1024, (1 + Math.SQRT2) / (1 / 6) ** (2 / 3)],
    ['point-cloud?points=3&dimension=2&shape=random', 'special-orthogonal', 512, 0],
    ['product?factors=circle(concentration=1)*circle', 'so2', 512, 0],
  ];

  it.each(measured)('of %s by %s at n = %d agree', async (task, group, n, surface) => {
    const { resolved } = resolve(task, group);
    const { dimension: d, gaps } = await prediction(task, group, [n]);
    const predicted = gaps[0]?.iid ?? NaN;
    const boundary = surface === 0 ? 0 : boundaryCoefficient() * surface * n ** (-1 / d);
    // Curvature and the finite number of points; where there is a boundary, edges to second order.
    const correction = 4 * n ** (-2 / d) * (resolved.space.geometry.curved ? 1 : 0) + 3 / n + 2 * boundary ** 2;
    const gap = measureGap(task, group, n);
    expect(Math.abs(gap.mean / predicted - 1 - boundary)).toBeLessThan((3 * gap.error) / predicted + correction);
  });

  function measureGap(task: string, group: string, n: number): { mean: number; error: number } {
    const { resolved, groupName } = resolve(task, group);
    const [replicates, tests] = [16, 400];
    const products = new Float64Array(tests * n);
    const means = Array.from({ length: replicates }, (_, replicate) => {
      const random = randomStream(['measured', task, group, replicate]);
      const y = resolved.space.sample(tests, random.derive('test'));
      const z = resolved.space.sample(n, random.derive('training'));
      groupName.group.align(y, z, products);
      const squares = (points: typeof y): number[] =>
        Array.from({ length: points.count }, (_, i) => Math.hypot(...rowOf(points, i)) ** 2);
      const [ySquares, zSquares] = [squares(y), squares(z)];
      let sum = 0;
      for (let i = 0; i < tests; i++) {
        let best = Infinity;
        for (let j = 0; j < n; j++)
          best = Math.min(
            best,
            (ySquares[i] as number) + (zSquares[j] as number) - 2 * (products[i * n + j] as number),
          );
        sum += Math.max(0, best) / tests;
      }
      return sum;
    });
    const mean = means.reduce((sum, value) => sum + value, 0) / replicates;
    const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (replicates - 1);
    return { mean, error: Math.sqrt(variance / replicates) };
  }

  /**
   * For d = 3 and unit density: the excess of E r² over that without a boundary, integrated over the distance from a plane
   * boundary, relative to E r² without one.
   */
  function boundaryCoefficient(): number {
    const steps = 400;
    const [deepest, farthest] = [2.5, 2.5];
    let excess = 0;
    for (let i = 0; i < steps; i++)
      for (let j = 0; j < steps; j++) {
        const [depth, r] = [((i + 0.5) * deepest) / steps, ((j + 0.5) * farthest) / steps];
        const ball = (4 / 3) * pi * r ** 3;
        const cap = r > depth ? (pi / 3) * (r - depth) ** 2 * (2 * r + depth) : 0;
        excess += 2 * r * (Math.exp(cap - ball) - Math.exp(-ball)) * ((deepest * farthest) / steps ** 2);
      }
    return excess / iidCoefficient(3);
  }
});
