import { describe, expect, it } from 'vitest';
import { type Points, type Reals, rowOf } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { volumeElement } from '#core/mathematics/volume-element';
import type { Parametrisation, Space } from '#core/spaces/define-space';
import { resolveSpace, taskRegistry } from '#core/spaces/registry';
import { benchmarkManifolds } from '#core/spaces/benchmark/manifolds';
import { ellipseDistance } from '#core/spaces/signed-distance';

/** The benchmark manifolds that are another task. */
const sameAsTask: Readonly<Record<string, string>> = {
  M1_Sphere: 'sphere?dimension=10',
  M12_Norm: 'gaussian?dimension=20',
};
const benchmarkNames = Object.keys(benchmarkManifolds);

/** What every task is tried with; a task without a case fails. */
const cases: Readonly<Record<string, readonly string[]>> = {
  ambiguous: [
    'ambiguous',
    'ambiguous?kind=mixture',
    'ambiguous?kind=mixture&dimension=2&components=4',
    'ambiguous?kind=torus-fibre&dimension=2',
    'ambiguous?kind=ring&dimension=2&input=torus(dimension=2)',
  ],
  annulus: ['annulus', 'annulus?noise=0.05'],
  ball: ['ball', 'ball?dimension=1', 'ball?dimension=3'],
  'benchmark-manifold': [
    ...benchmarkNames.filter((name) => !(name in sameAsTask)).map((name) => `benchmark-manifold?name=${name}`),
    'benchmark-manifold?name=M7_Roll&noise=0.05',
  ],
  'bumps-image': ['bumps-image', 'bumps-image?size=9&width=1&distance=2'],
  circle: ['circle', 'circle?radius=2.5&concentration=3', 'circle?concentration=0.000001'],
  cube: ['cube', 'cube?dimension=3'],
  gaussian: ['gaussian', 'gaussian?dimension=3'],
  helix: ['helix', 'helix?noise=0.05'],
  moebius: ['moebius', 'moebius?noise=0.05'],
  'point-cloud': [
    'point-cloud',
    'point-cloud?points=3',
    'point-cloud?dimension=2',
    'point-cloud?shape=random&points=3',
    'point-cloud?shape=random&points=5&dimension=1',
  ],
  product: [
    'product',
    'product?factors=circle(radius=2)*sphere(dimension=2)',
    'product?factors=circle(concentration=2)*product(factors=helix*cube(dimension=1))',
  ],
  'projective-plane': ['projective-plane'],
  regression: [
    'regression',
    'regression?input=circle(radius=1.2)&frequency=3',
    'regression?target=relative&input=torus(dimension=3)&frequency=1',
    'regression?target=twist&frequency=1',
    'regression?target=waves&input=cube(dimension=2)&outputs=4',
    'regression?target=sectors&outputs=4',
    'regression?noise=0.05&frequency=1',
  ],
  rotations: ['rotations'],
  'shape-image': [
    'shape-image?size=16&moves=rotation',
    'shape-image?size=16&shape=arrow&moves=rotation,scale',
    'shape-image?size=16&shape=polygon&moves=translation,scale',
    'shape-image?size=20',
  ],
  sphere: ['sphere', 'sphere?dimension=1', 'sphere?dimension=3'],
  stiefel: ['stiefel', 'stiefel?dimension=3&vectors=2', 'stiefel?dimension=3&vectors=1'],
  'swiss-roll': ['swiss-roll', 'swiss-roll?noise=0.05'],
  torus: ['torus', 'torus?dimension=3'],
};

/** Made by the engine from a file; its laws are tested beside it. */
const withoutParametrisation = ['data-set'];

const references = Object.values(cases).flat();
const parametrised = references.map((reference) => {
  const { space } = resolveSpace(reference);
  return { reference, space, parametrisation: parametrisationOf(space) };
});

it('tries every registered task', () => {
  const registered = taskRegistry.all.map(({ id }) => id).filter((id) => !withoutParametrisation.includes(id));
  expect(Object.keys(cases).sort()).toEqual(registered.sort());
  for (const [id, list] of Object.entries(cases))
    for (const reference of list) expect(resolveSpace(reference).id).toBe(id);
});

describe.each(parametrised)('$reference', ({ reference, space, parametrisation }) => {
  const random = randomStream(['spaces', reference]);
  const noisy = space.geometry.noise > 0;

  it('draws points of the right length on the space', () => {
    const points = space.sample(16, random.derive('residual'));
    expect([points.count, points.dimension, points.values.length]).toEqual([
      16,
      space.ambientDimension,
      16 * space.ambientDimension,
    ]);
    expect(points.values.every(Number.isFinite)).toBe(true);
    expect(space.residual === undefined).toBe(noisy);
    for (let i = 0; i < points.count; i++) {
      if (space.residual) expect(space.residual(rowOf(points, i))).toBeLessThan(1e-8);
    }
  });

  it('has a residual away from the space', () => {
    const { residual } = space;
    if (residual === undefined || space.ambientDimension === space.dimension) return;
    const point = Float64Array.from(rowOf(space.sample(1, random.derive('off')), 0), () => random.normal());
    expect(residual(point)).toBeGreaterThan(1e-3);
    expect(space.density?.(point) ?? 0).toBe(0);
  });

  it('depends on the key alone', () => {
    const draw = (purpose: string): Reals => space.sample(5, randomStream([reference, purpose])).values;
    expect(draw('one')).toEqual(draw('one'));
    expect(draw('one')).not.toEqual(draw('two'));
  });

  it('goes on where it ended', () => {
    // Two draws from one stream share no point.
    const stream = randomStream([reference, 'twice']);
    const [first, second] = [space.sample(8, stream), space.sample(8, stream)];
    for (const x of rows(first)) for (const other of rows(second)) expect(other).not.toEqual(x);
  });

  it('has latents whose density integrates to 1', () => {
    expect(space.dimension).toBe(parametrisation.dimension);
    expect(parametrisation.latents).toHaveLength(parametrisation.dimension);
    expect(Math.abs(integral(parametrisation) - 1)).toBeLessThan(0.01);
  });

  it('draws latents in their box', () => {
    const u = new Float64Array(parametrisation.dimension);
    for (let i = 0; i < 200; i++) {
      parametrisation.draw(random, u);
      for (const [k, { from, to }] of parametrisation.latents.entries()) {
        expect(u[k]).toBeGreaterThanOrEqual(from);
        expect(u[k]).toBeLessThanOrEqual(to);
      }
      expect(parametrisation.density(u)).toBeGreaterThan(0);
    }
  });

  it('draws latents from their density', () => {
    // E_q[f] by draws against ∫ f q by quadrature, for smooth f of the latents.
    for (const [k, { from, to }] of parametrisation.latents.entries()) {
      const finite = Number.isFinite(to - from);
      for (const frequency of [1, 2]) {
        const f = (u: Reals): number =>
          Math.cos((frequency * Math.PI * ((u[k] ?? 0) - (finite ? from : 0))) / (finite ? to - from : 3));
        const values = drawn(parametrisation, 4000, random.derive(k)).map(f);
        const { mean, error } = meanOf(values);
        expect(Math.abs(mean - integral(parametrisation, f))).toBeLessThan(5 * error + 0.01);
      }
    }
  });

  it('has latents whose image has the law of the samples', () => {
    const count = space.ambientDimension > 50 ? 1500 : 4000;
    const sampled = space.sample(count, random.derive('sampled'));
    const embedded = embeddedDraws(parametrisation, space.ambientDimension, count, random.derive('embedded'));
    for (const statistic of statistics(space.ambientDimension)) {
      const a = meanOf(rows(sampled).map(statistic));
      const b = meanOf(rows(embedded).map(statistic));
      expect(Math.abs(a.mean - b.mean)).toBeLessThan(
        5 * Math.hypot(a.error, b.error) + 4 * space.geometry.noise ** 2 + 1e-12,
      );
    }
  });

  it('has the Jacobian that differences give, of full rank', () => {
    const [rowCount, k] = [space.ambientDimension, parametrisation.dimension];
    const stated = new Float64Array(rowCount * k);
    for (const u of drawn(parametrisation, 5, random.derive('jacobian'))) {
      const differences = centralDifferences(parametrisation, u, rowCount);
      const scale = Math.max(...differences.map(Math.abs));
      // As many directions as latents, whatever the latents' units.
      const tangents = columnsOf(differences, rowCount, k);
      const lengths = Array.from({ length: k }, (_, a) =>
        Math.hypot(...tangents.subarray(a * rowCount, (a + 1) * rowCount)),
      );
      expect(Math.min(...lengths)).toBeGreaterThan(1e-6 * scale);
      const values = tangents.map((value, i) => value / (lengths[Math.floor(i / rowCount)] ?? NaN));
      expect(volumeElement({ count: k, dimension: rowCount, values })).toBeGreaterThan(k > 8 ? 1e-9 : 1e-6);
      if (!parametrisation.jacobian) continue;
      parametrisation.jacobian(u, stated);
      for (let i = 0; i < stated.length; i++)
        expect(Math.abs((stated[i] ?? 0) - (differences[i] ?? 0))).toBeLessThan(3e-5 * scale);
    }
  });

  it('has the density q / √det g where both are known', () => {
    const { density } = space;
    if (density === undefined) return;
    const [rowCount, k] = [space.ambientDimension, parametrisation.dimension];
    const x = new Float64Array(rowCount);
    for (const u of drawn(parametrisation, 8, random.derive('density'))) {
      parametrisation.embed(u, x);
      const tangents = columnsOf(centralDifferences(parametrisation, u, rowCount), rowCount, k);
      const expected = parametrisation.density(u) / volumeElement({ count: k, dimension: rowCount, values: tangents });
      expect(Math.abs(density(x) / expected - 1)).toBeLessThan(1e-4);
    }
  });

  it('has nearest neighbours that come closer as the stated dimension says', () => {
    // Images and high dimensions are far from their asymptotics at such sizes; noise has the dimension of the surroundings.
    if (noisy || space.layout.kind === 'image' || parametrisation.dimension > 8) return;
    const [few, many] = [250, 4000];
    const queries = space.sample(600, random.derive('queries'));
    const logGap = (count: number): number => {
      const points = space.sample(count, random.derive(`neighbours ${String(count)}`));
      return meanOf(rows(queries).map((query) => Math.log(nearestSquare(query, points)))).mean;
    };
    const dimension = (-2 * Math.log(many / few)) / (logGap(many) - logGap(few));
    expect(Math.abs(dimension / parametrisation.dimension - 1)).toBeLessThan(0.2);
  });
});

describe('benchmark manifolds', () => {
  it('are 24', () => {
    expect(benchmarkNames).toHaveLength(24);
  });

  it.each(Object.entries(sameAsTask))('%s is the task %s', (name, reference) => {
    const draw = (task: string): Points => resolveSpace(task).space.sample(5, randomStream(['same']));
    expect(draw(`benchmark-manifold?name=${name}`)).toEqual(draw(reference));
  });

  it('pile up as the beta law of Mbeta does', () => {
    // Of X with the law Beta(10, 1/2) and its curve (x sin cos 2πx, x cos sin 2πx): E f(X) by quadrature over s = √(1 − x).
    const { space } = resolveSpace('benchmark-manifold?name=Mbeta');
    const points = space.sample(4000, randomStream(['beta']));
    const steps = 20_000;
    const density = (s: number): number => (1 - s * s) ** 9;
    const expected = (f: (x: number) => number): number => {
      let [total, weights] = [0, 0];
      for (let i = 0; i < steps; i++) {
        const s = (i + 0.5) / steps;
        total += density(s) * f(1 - s * s);
        weights += density(s);
      }
      return total / weights;
    };
    for (const [column, f] of [
      [0, (x: number) => x * Math.sin(Math.cos(2 * Math.PI * x))],
      [13, (x: number) => x * Math.cos(Math.sin(2 * Math.PI * x))],
    ] as const)
      for (const power of [1, 2]) {
        const { mean, error } = meanOf(rows(points).map((x) => (x[column] ?? NaN) ** power));
        expect(Math.abs(mean - expected((x) => f(x) ** power))).toBeLessThan(5 * error);
      }
  });

  it('have the Burr law on the paraboloids', () => {
    // P(X_i < x) = x, and P(X_1 < x, X_2 < x) = P(min(E_1, E_2) > (1/x − 1) E_0) = 1 / (1 + 2 (1/x − 1)).
    const { space } = resolveSpace('benchmark-manifold?name=Mp3_Paraboloid');
    const points = space.sample(8000, randomStream(['burr']));
    const share = (holds: (x: Reals) => boolean) => meanOf(rows(points).map((x) => (holds(x) ? 1 : 0)));
    for (const x of [0.2, 0.5, 0.9])
      for (const [a, b] of [
        [0, 1],
        [3, 8],
      ] as const) {
        const alone = share((row) => (row[b] ?? NaN) < x);
        expect(Math.abs(alone.mean - x)).toBeLessThan(5 * alone.error);
        const both = share((row) => (row[a] ?? NaN) < x && (row[b] ?? NaN) < x);
        expect(Math.abs(both.mean - 1 / (1 + 2 * (1 / x - 1)))).toBeLessThan(5 * both.error);
      }
  });
});

describe('images of shapes', () => {
  it('are the same whatever the order of the moves', () => {
    const draw = (moves: string): Reals =>
      resolveSpace(`shape-image?size=16&moves=${moves}`).space.sample(3, randomStream(['moves'])).values;
    expect(draw('scale,rotation')).toEqual(draw('rotation,scale'));
    expect(draw('scale,translation, rotation')).toEqual(draw('rotation,translation,scale'));
  });

  it.each([
    [1, 0.5],
    [1, 1],
    [2, 0.3],
  ])('of the ellipse with semi-axes %f and %f have a smooth distance, exact to first order on the outline', (a, b) => {
    const distance = ellipseDistance(a, b);
    const at = (x: number, y: number): Float64Array => {
      const out = new Float64Array(3);
      distance(x, y, out);
      return out;
    };
    for (let k = 0; k < 40; k++) {
      const angle = (2 * Math.PI * k) / 40 + 0.01;
      const [x, y] = [a * Math.cos(angle), b * Math.sin(angle)];
      const length = Math.hypot(x / a ** 2, y / b ** 2);
      const [normalX, normalY] = [x / a ** 2 / length, y / b ** 2 / length];
      for (const step of [-0.01 * b, 0.01 * b]) {
        // The curvature is at most a / b².
        expect(Math.abs((at(x + step * normalX, y + step * normalY)[0] ?? NaN) - step)).toBeLessThan(
          4 * (a / b ** 2) * step ** 2,
        );
      }
      // Near the centre the value is −b from every side, and its slopes vanish.
      const [nearX, nearY] = [1e-9 * Math.cos(angle), 1e-9 * Math.sin(angle)];
      expect(at(nearX, nearY)[0]).toBeCloseTo(-b, 8);
      expect(Math.hypot(at(nearX, nearY)[1] ?? NaN, at(nearX, nearY)[2] ?? NaN)).toBeLessThan(1e-6);
      for (const share of [0.001, 0.2, 0.6, 1.4]) {
        const [px, py, h] = [share * x, share * y, 1e-6];
        const [, slopeX = NaN, slopeY = NaN] = at(px, py);
        expect(((at(px + h, py)[0] ?? NaN) - (at(px - h, py)[0] ?? NaN)) / (2 * h)).toBeCloseTo(slopeX, 5);
        expect(((at(px, py + h)[0] ?? NaN) - (at(px, py - h)[0] ?? NaN)) / (2 * h)).toBeCloseTo(slopeY, 5);
      }
    }
    expect(at(0, 0)[0]).toBeCloseTo(-b, 12);
  });
});

describe('images of bumps', () => {
  it('are refused where they would be constant', () => {
    expect(() => resolveSpace('bumps-image?size=16&width=13')).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringMatching(/width.*expected at most 12/) }),
    );
    const { space } = resolveSpace('bumps-image?size=16&width=12');
    const image = space.sample(1, randomStream(['wide bumps'])).values;
    expect(Math.max(...image) / Math.min(...image) - 1).toBeGreaterThan(1e-5);
  });
});

describe('noise', () => {
  it.each(['swiss-roll', 'moebius'])('leaves the %s by the stated standard deviation', (id) => {
    const clean = resolveSpace(id).space;
    const noise = 0.02;
    const noisy = resolveSpace(`${id}?noise=${String(noise)}`).space;
    const squares = rows(noisy.sample(4000, randomStream(['noise', id]))).map((x) => (clean.residual?.(x) ?? NaN) ** 2);
    // One normal direction of a surface in space; a few points leave over the edge too.
    expect(meanOf(squares).mean / noise ** 2).toBeGreaterThan(0.9);
    expect(meanOf(squares).mean / noise ** 2).toBeLessThan(1.2);
  });
});

function parametrisationOf(space: Space): Parametrisation {
  if (space.parametrisation === undefined) throw new Error('The task has no parametrisation.');
  return space.parametrisation;
}

/** ∫ f q over the box by an additive recurrence; the whole line through the tangent. */
function integral({ dimension, latents, density }: Parametrisation, f: (u: Reals) => number = () => 1): number {
  const count = 2 ** 15;
  let root = 2;
  for (let i = 0; i < 64; i++) root = (1 + root) ** (1 / (dimension + 1));
  const u = new Float64Array(dimension);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    let stretch = 1;
    for (const [k, { from, to }] of latents.entries()) {
      const place = (0.5 + (i + 1) * root ** -(k + 1)) % 1;
      const finite = Number.isFinite(to - from);
      u[k] = finite ? from + (to - from) * place : Math.tan(Math.PI * (place - 0.5));
      stretch *= finite ? to - from : Math.PI * (1 + (u[k] ?? 0) ** 2);
    }
    const value = density(u) * stretch;
    sum += value === 0 ? 0 : value * f(u);
  }
  return sum / count;
}

function drawn(
  parametrisation: Parametrisation,
  count: number,
  random: ReturnType<typeof randomStream>,
): Float64Array[] {
  return Array.from({ length: count }, () => {
    const u = new Float64Array(parametrisation.dimension);
    parametrisation.draw(random, u);
    return u;
  });
}

function embeddedDraws(
  parametrisation: Parametrisation,
  ambientDimension: number,
  count: number,
  random: ReturnType<typeof randomStream>,
): Points {
  const values = new Float64Array(count * ambientDimension);
  drawn(parametrisation, count, random).forEach((u, i) => {
    parametrisation.embed(u, values.subarray(i * ambientDimension, (i + 1) * ambientDimension));
  });
  return { count, dimension: ambientDimension, values };
}

/** First to third moments of a few coordinates and of products of neighbours. */
function statistics(ambientDimension: number): ((x: Reals) => number)[] {
  const chosen = [0, 1, 2, 3, ambientDimension >> 1, ambientDimension - 1].filter((k) => k < ambientDimension);
  return chosen.flatMap((k) => [
    (x: Reals) => x[k] ?? 0,
    (x: Reals) => (x[k] ?? 0) ** 2,
    (x: Reals) => (x[k] ?? 0) ** 3,
    (x: Reals) => (x[k] ?? 0) * (x[(k + 1) % ambientDimension] ?? 0),
  ]);
}

function rows(points: Points): Reals[] {
  return Array.from({ length: points.count }, (_, i) => rowOf(points, i));
}

function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

function centralDifferences(parametrisation: Parametrisation, u: Float64Array, rowCount: number): Float64Array {
  const k = parametrisation.dimension;
  const out = new Float64Array(rowCount * k);
  const step = 1e-5;
  for (let a = 0; a < k; a++) {
    const [ahead, behind] = [1, -1].map((sign) => {
      const shifted = Float64Array.from(u);
      shifted[a] = (shifted[a] ?? 0) + sign * step;
      const x = new Float64Array(rowCount);
      parametrisation.embed(shifted, x);
      return x;
    });
    for (let row = 0; row < rowCount; row++)
      out[row * k + a] = ((ahead?.[row] ?? 0) - (behind?.[row] ?? 0)) / (2 * step);
  }
  return out;
}

function columnsOf(matrix: Float64Array, rowCount: number, k: number): Float64Array {
  return Float64Array.from(
    { length: rowCount * k },
    (_, i) => matrix[(i % rowCount) * k + Math.floor(i / rowCount)] ?? 0,
  );
}

function nearestSquare(query: Reals, points: Points): number {
  let best = Infinity;
  for (let i = 0; i < points.count; i++) {
    let square = 0;
    for (let c = 0; c < query.length; c++)
      square += ((query[c] as number) - (points.values[i * query.length + c] as number)) ** 2;
    best = Math.min(best, square);
  }
  return best;
}
