import { determinant, Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { Group, GroupContext } from '#core/groups/define-group';
import { resolveGroup } from '#core/groups/registry';
import type { Reals } from '#core/mathematics/points';
import { rowOf } from '#core/mathematics/points';
import { normalPoints, randomStream } from '#core/mathematics/random-stream';
import { cloud, farthest, image, inner, meanOf, moved } from './group-cases';

describe('volumes of orbits', () => {
  /** volume · √det(T Tᵀ) / stabiliser: the volume of the orbit through x. */
  const orbitVolume = (group: Group, x: Reals): number => {
    const tangents = group.tangents(x);
    const rows = new Matrix(Array.from({ length: tangents.count }, (_, i) => [...rowOf(tangents, i)]));
    const squares = new SingularValueDecomposition(rows, { autoTranspose: true }).diagonal;
    return (group.volume * squares.reduce((product, value) => product * value, 1)) / group.genericStabiliser;
  };
  const made = (reference: string, context: GroupContext): Group => resolveGroup(reference, context).group;

  it('of the diagonal SO(2) on the torus is 2π√2', () => {
    const x = Float64Array.of(Math.cos(1), Math.sin(1), Math.cos(2), Math.sin(2));
    expect(orbitVolume(made('so2', { ambientDimension: 4 }), x)).toBeCloseTo(2 * Math.PI * Math.SQRT2, 12);
    // Twice as fast around one circle; and a rotation by 2θ goes around once only.
    expect(orbitVolume(made('so2?frequencies=1,2', { ambientDimension: 4 }), x)).toBeCloseTo(
      2 * Math.PI * Math.sqrt(5),
      12,
    );
    expect(orbitVolume(made('so2?frequencies=2,2', { ambientDimension: 4 }), x)).toBeCloseTo(
      2 * Math.PI * Math.SQRT2,
      12,
    );
  });

  it('of O(2) is one circle in a plane, two in general', () => {
    expect(
      orbitVolume(
        made('o2', { ambientDimension: 2 }),
        [3, 4].reduce((x, v, k) => (x.set([v], k), x), new Float64Array(2)),
      ),
    ).toBeCloseTo(10 * Math.PI, 12);
    expect(orbitVolume(made('o2', { ambientDimension: 4 }), Float64Array.of(1, 0, 1, 1))).toBeCloseTo(
      4 * Math.PI * Math.sqrt(3),
      12,
    );
  });

  it('of SO(3) on frames is the volume of SO(3) in R⁹, which gives the constant of the law', () => {
    const frame = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    const volume = orbitVolume(made('special-orthogonal?dimension=3', { ambientDimension: 9 }), frame);
    expect(volume).toBeCloseTo(8 * Math.PI ** 2 * 2 * Math.SQRT2, 8);
    // Γ(5/3) ω₃^(−2/3) V^(2/3) = 12.788, as measured.
    expect(0.9027452929509336 * ((4 / 3) * Math.PI) ** (-2 / 3) * volume ** (2 / 3)).toBeCloseTo(12.788, 3);
    expect(orbitVolume(made('orthogonal?dimension=3', { ambientDimension: 9 }), frame)).toBeCloseTo(2 * volume, 8);
    // Two points already fix a rotation, but not a reflection.
    const two = Float64Array.of(1, 0, 0, 0, 1, 0);
    const pair = orbitVolume(made('special-orthogonal?dimension=3', { ambientDimension: 6 }), two);
    expect(orbitVolume(made('orthogonal?dimension=3', { ambientDimension: 6 }), two)).toBeCloseTo(pair, 8);
  });

  it('of SO(d) are the products of the spheres’ areas 2π, 4π, 2π², 8π²/3, π³', () => {
    const areas = [2 * Math.PI, 4 * Math.PI, 2 * Math.PI ** 2, (8 / 3) * Math.PI ** 2, Math.PI ** 3];
    for (let d = 2; d <= 6; d++) {
      const context = { ambientDimension: d * d };
      const volume = areas.slice(0, d - 1).reduce((product, area) => product * area, 1);
      expect(made(`special-orthogonal?dimension=${String(d)}`, context).volume / volume).toBeCloseTo(1, 12);
      expect(made(`orthogonal?dimension=${String(d)}`, context).volume / volume).toBeCloseTo(2, 12);
    }
  });

  it('of continuous shifts of two waves is a product of two circles', () => {
    const [rows, columns] = [5, 8];
    const x = Float64Array.from(
      { length: rows * columns },
      (_, k) =>
        Math.cos((2 * Math.PI * Math.floor(k / columns)) / rows) + Math.cos((2 * Math.PI * (k % columns)) / columns),
    );
    const radius = Math.sqrt((rows * columns) / 2);
    expect(orbitVolume(made('continuous-shift', image(rows, columns)), x)).toBeCloseTo((2 * Math.PI * radius) ** 2, 8);
  });
});

describe('facts in closed form', () => {
  it('continuous shifts by whole pixels are pixel shifts for odd sizes, and move a wave by its phase', () => {
    const shape = image(5, 7);
    const [continuous, whole] = ['continuous-shift', 'pixel-shift'].map((id) => resolveGroup(id, shape).group);
    if (continuous === undefined || whole === undefined) throw new Error('No groups.');
    const x = normalPoints(randomStream(['whole shifts']), 1, 35).values;
    expect(farthest(moved(continuous, Float64Array.of(2, 3), x), moved(whole, Float64Array.of(2, 3), x))).toBeLessThan(
      1e-12,
    );
    const wave = (phase: number): Float64Array =>
      Float64Array.from({ length: 8 }, (_, k) => Math.cos(((2 * Math.PI) / 8) * 3 * (k - phase)));
    const { group } = resolveGroup('continuous-shift?shape=8', { ambientDimension: 8 });
    expect(farthest(moved(group, Float64Array.of(0, 0.37), wave(0)), wave(0.37))).toBeLessThan(1e-12);
  });

  it('the alternating frequency of an even size stays where it is', () => {
    const { group } = resolveGroup('continuous-shift?shape=6', { ambientDimension: 6 });
    const alternating = Float64Array.of(1, -1, 1, -1, 1, -1);
    expect(farthest(moved(group, Float64Array.of(0, 1.3), alternating), alternating)).toBeLessThan(1e-12);
    expect(group.orbitDimension(alternating)).toBe(0);
  });

  it('orbits of rotations have the dimensions that their points leave', () => {
    const { group } = resolveGroup('special-orthogonal', cloud(3, 3));
    const [onePoint, onLine, inPlane] = [
      [1, 2, 3, 0, 0, 0, 0, 0, 0],
      [1, 2, 3, 2, 4, 6, -1, -2, -3],
      [1, 0, 0, 0, 1, 0, 1, 1, 0],
    ].map((values) => group.orbitDimension(Float64Array.from(values)));
    expect([onePoint, onLine, inPlane]).toEqual([2, 2, 3]);
  });

  it('rotations are recovered from turned clouds, mirror images are not', () => {
    const context = cloud(6, 3);
    const { group } = resolveGroup('special-orthogonal', context);
    const random = randomStream(['Kabsch']);
    const x = normalPoints(random, 1, 18).values;
    const g = group.sample(random);
    expect(farthest(group.alignPair(moved(group, g, x), x).element, g)).toBeLessThan(1e-12);
    const mirrored = Float64Array.from(x, (value, k) => (k % 3 === 0 ? -value : value));
    const scatter = Matrix.from1DArray(6, 3, [...x]);
    const squares = new SingularValueDecomposition(scatter).diagonal.map((value) => value * value);
    // The best rotation leaves the thinnest axis reversed.
    expect(group.alignPair(mirrored, x).value).toBeCloseTo(
      (squares[0] ?? 0) + (squares[1] ?? 0) - (squares[2] ?? 0),
      9,
    );
    expect(resolveGroup('orthogonal', context).group.alignPair(mirrored, x).value).toBeCloseTo(inner(x, x), 9);
  });

  it('degenerate clouds are aligned as accurately as others', () => {
    const { group } = resolveGroup('special-orthogonal', cloud(2, 3));
    const context = resolveGroup('orthogonal', cloud(2, 3)).group;
    // All on one line: the cross matrix has rank one, and the characteristic polynomial a double root.
    const x = Float64Array.of(1, 2, 2, 2, 4, 4);
    const turned = moved(group, group.sample(randomStream(['line'])), x);
    for (const one of [group, context]) expect(one.alignPair(turned, x).value).toBeCloseTo(45, 12);
  });

  it('von Mises’ mean has the Bessel ratio I₁(2)/I₀(2) = 0.69777 as its length', () => {
    const { group } = resolveGroup('so2', { ambientDimension: 2 });
    const { log, mean } = meanOf(group, Float64Array.of(0, 1), Float64Array.of(1, 0), 2);
    // Abramowitz & Stegun, table 9.8: e^{−2} I₀(2) = 0.3085083225, e^{−2} I₁(2) = 0.2152692892.
    expect(log).toBeCloseTo(2 + Math.log(0.3085083225), 9);
    expect(farthest(mean, [0, 0.2152692892 / 0.3085083225])).toBeLessThan(1e-9);
  });

  it('a uniform average over SO(3) of exp(κ tr R) is e^κ (I₀(2κ) − I₁(2κ))', () => {
    const { group } = resolveGroup('special-orthogonal?dimension=3', { ambientDimension: 9 });
    const unit = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    // I₀(2) = 2.2795853023, I₁(2) = 1.5906368546.
    expect(meanOf(group, unit, unit, 1).log).toBeCloseTo(1 + Math.log(2.2795853023 - 1.5906368546), 9);
  });

  it('a uniform average over SO(4) of exp(κ tr R) is an integral over the circle', () => {
    const { group } = resolveGroup('special-orthogonal?dimension=4', { ambientDimension: 16 });
    const unit = Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 1 : 0));
    // Weyl: turns a, b of two planes have the density (cos a − cos b)² / 2π² on [0, 2π]² / 2, and tr R = 2 cos a + 2 cos b.
    for (const kappa of [0.3, 1, 4, 20]) {
      const count = 400;
      let [sum, trace] = [0, 0];
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++) {
          const [p, q] = [Math.cos((2 * Math.PI * i) / count), Math.cos((2 * Math.PI * j) / count)];
          const weight = ((p - q) ** 2 / count ** 2) * Math.exp(kappa * (2 * p + 2 * q - 4));
          sum += weight;
          trace += weight * (2 * p + 2 * q);
        }
      const { log, mean } = meanOf(group, unit, unit, kappa);
      expect(log).toBeCloseTo(4 * kappa + Math.log(sum), 7);
      expect(inner(unit, mean)).toBeCloseTo(trace / sum, 7);
    }
  });

  it.each([2, 3, 4, 5])('random elements of O(d) and SO(d), d = %i, have the moments of Haar measure', (d) => {
    const count = 20_000;
    for (const id of ['orthogonal', 'special-orthogonal']) {
      const { group } = resolveGroup(`${id}?dimension=${String(d)}`, { ambientDimension: d * d });
      const random = randomStream(['Haar', id, d]);
      const names = ['determinant', 'first', 'square', 'fourth', 'product'];
      const sums = names.map(() => [0, 0]);
      for (let n = 0; n < count; n++) {
        const g = group.sample(random);
        const matrix = Matrix.from1DArray(d, d, [...g]);
        const [a, b] = [g[0] ?? NaN, g[d + 1] ?? NaN];
        [determinant(matrix), a, a ** 2, b ** 4, a ** 2 * b ** 2].forEach((value, m) => {
          const sum = sums[m] ?? [];
          sum[0] = (sum[0] ?? 0) + value / count;
          sum[1] = (sum[1] ?? 0) + value ** 2 / count;
        });
      }
      // Integrals over O(d) (Collins & Śniady, Commun. Math. Phys. 264, 2006); in the plane SO(2) has the same up to the fourth order.
      const product = d === 2 ? 3 / 8 : (d + 1) / (d * (d - 1) * (d + 2));
      const truth = [id === 'orthogonal' ? 0 : 1, 0, 1 / d, 3 / (d * (d + 2)), product];
      truth.forEach((value, m) => {
        const [mean = NaN, square = NaN] = sums[m] ?? [];
        const error = Math.sqrt(Math.max(0, square - mean ** 2) / count);
        expect(Math.abs(mean - value), `${id} ${names[m] ?? ''}`).toBeLessThan(5 * error + 1e-9);
      });
    }
  });

  it.each([
    [6, 3],
    [7, 3],
    [7, 2],
  ])(
    'the mean of %i points of R^%i over order and rotations is that of all orders at all of many rotations',
    (k, d) => {
      const context = cloud(k, d);
      const { group } = resolveGroup('point-cloud-symmetry', context);
      const [orders, turns] = [resolveGroup('permutation', context).group, resolveGroup('orthogonal', context).group];
      const random = randomStream(['cloud means', k, d]);
      const [y, z] = [0, 1].map(() => {
        const x = normalPoints(random, 1, k * d).values;
        return Float64Array.from(x, (value) => value / Math.hypot(...x));
      });
      if (y === undefined || z === undefined) throw new Error('No clouds.');
      // Random rotations, and for each its exact mean over the orders, which has a test of its own.
      const rotations = Array.from({ length: 6000 }, () => turns.sample(random));
      for (const kappa of [2, 8, 25]) {
        const parts = rotations.map((g) => meanOf(orders, y, moved(turns, g, z), kappa));
        const highest = Math.max(...parts.map((part) => part.log));
        const weights = parts.map((part) => Math.exp(part.log - highest));
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const worth = total ** 2 / weights.reduce((sum, weight) => sum + weight ** 2, 0);
        const average = Array.from(y, (_, c) =>
          parts.reduce((sum, part, n) => sum + ((weights[n] ?? 0) / total) * (part.mean[c] ?? 0), 0),
        );
        const { log, mean } = meanOf(group, y, z, kappa);
        expect(Math.abs(log - highest - Math.log(total / rotations.length))).toBeLessThan(6 / Math.sqrt(worth));
        // Each coordinate of a unit cloud's image has the variance 1 / (k d) at most or so.
        const distance = Math.hypot(...average.map((value, c) => value - (mean[c] ?? NaN)));
        expect(distance).toBeLessThan(2 / Math.sqrt(worth));
      }
    },
  );

  it('permutations of scalars are sorted, of points assigned', () => {
    const { group } = resolveGroup('permutation', { ambientDimension: 4 });
    expect(group.alignPair(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 1, 4, 2))).toEqual({
      value: 30,
      element: Float64Array.of(1, 3, 0, 2),
    });
    const big = resolveGroup('permutation', { ambientDimension: 200 }).group;
    expect(big.order).toBe(Number.MAX_VALUE);
    const x = normalPoints(randomStream(['permutation']), 1, 200).values;
    const shuffled = moved(big, big.sample(randomStream(['shuffle'])), x);
    expect(big.alignPair(x, shuffled).value).toBeCloseTo(inner(x, x), 9);
    // The same by the assignment solver and by sorting.
    const y = normalPoints(randomStream(['other']), 1, 200).values;
    const sorted = [x, y].map((side) => Float64Array.from(side).sort());
    expect(big.alignPair(x, y).value).toBeCloseTo(inner(sorted[0] ?? x, sorted[1] ?? y), 9);
  });

  it('polynomials with nearly equal peaks keep the higher one', () => {
    const { group } = resolveGroup('so2?frequencies=1,12', { ambientDimension: 4 });
    const random = randomStream(['peaks']);
    for (let trial = 0; trial < 50; trial++) {
      const small = 1e-3 * random.normal();
      const [y, z] = [
        Float64Array.of(small, 0, 1, 0),
        Float64Array.of(Math.cos(trial), Math.sin(trial), Math.cos(3 * trial), Math.sin(3 * trial)),
      ];
      const best = Math.max(
        ...Array.from({ length: 100_000 }, (_, k) => (2 * Math.PI * k) / 100_000).map(
          (theta) => small * Math.cos(theta + trial) + Math.cos(12 * theta + 3 * trial),
        ),
      );
      const { value } = group.alignPair(y, z);
      expect(value).toBeGreaterThanOrEqual(best - 1e-14);
      expect(value).toBeLessThan(best + 1e-6);
    }
  });
});
