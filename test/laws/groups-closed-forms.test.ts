import { Matrix, SingularValueDecomposition } from 'ml-matrix';
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
