import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../mathematics/random-stream';
import { compareFits } from './compare-fits';
import { fitCurve } from './fit-curve';
import { curveFromReplicates, type GapCurve } from './gap-curve';
import { standardAllowance } from './log-curve';
import { replicateCorrelation } from './replicate-correlation';

const sizes = [16, 32, 64, 128, 256, 512, 1024];

function known(law: (n: number) => number, relativeError: number): GapCurve {
  const covariance = new Float64Array(sizes.length ** 2);
  sizes.forEach((n, i) => (covariance[i * (sizes.length + 1)] = (relativeError * law(n)) ** 2));
  return { sizes, gaps: sizes.map(law), covariance };
}

const whole = [16, 1024] as const;
const exactly = (curve: GapCurve) => ({ curve, fit: fitCurve(curve, { window: whole, allowance: 0 }) });

describe('compareFits', () => {
  // The bias correction of log R is the same everywhere where the relative errors are.
  const first = exactly(known((n) => 3 * n ** (-2 / 2.5), 0.02));
  const second = exactly(known((n) => 2 * n ** (-2 / 2), 0.03));

  it('is the difference of two straight lines’ slopes in closed form', () => {
    const x = sizes.map(Math.log);
    const centre = x.reduce((sum, value) => sum + value, 0) / x.length;
    const spread = x.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    // Var s = σ²/Σ(x − x̄)², and d = −2/s.
    const [e1, e2] = [((2.5 ** 2 / 2) * 0.02) / Math.sqrt(spread), ((2 ** 2 / 2) * 0.03) / Math.sqrt(spread)];
    const found = compareFits(first, second);
    expect(found.difference).toBeCloseTo(0.5, 6);
    expect(found.standardError).toBeCloseTo(Math.hypot(e1, e2), 6);
    expect(found.z).toBeCloseTo(0.5 / Math.hypot(e1, e2), 3);
    expect(found.degreesOfFreedom).toBe(Infinity);
    // log C = ȳ − s x̄ has the variance σ²(1/k + x̄²/Σ(x − x̄)²).
    const share = Math.sqrt(1 / x.length + centre ** 2 / spread);
    const width = 1.959964 * Math.hypot(0.02 * share, 0.03 * share);
    // The bias corrections differ by (0.03² − 0.02²)/2.
    const ratio = 1.5 * Math.exp((0.02 ** 2 - 0.03 ** 2) / 2);
    expect(found.constantRatio).toBeCloseTo(ratio, 5);
    expect(found.constantRatioInterval[0]).toBeCloseTo(ratio * Math.exp(-width), 4);
    expect(found.constantRatioInterval[1]).toBeCloseTo(ratio * Math.exp(width), 4);
  });

  it('changes sign when both change places', () => {
    const [there, back] = [compareFits(first, second), compareFits(second, first)];
    expect(back.difference).toBeCloseTo(-there.difference, 12);
    expect(back.z).toBeCloseTo(-there.z, 10);
    expect(back.pValue).toBeCloseTo(there.pValue, 12);
    expect(back.interval.map((end) => -(end ?? 0))).toEqual(
      [...there.interval].reverse().map((end) => expect.closeTo(end ?? 0, 10)),
    );
    expect(back.constantRatio * there.constantRatio).toBeCloseTo(1, 10);
  });

  it('takes off what errors share, all of it where they are the same', () => {
    const same = compareFits(first, first, 1);
    expect(same.standardError).toBeCloseTo(0, 6);
    const independent = compareFits(first, second);
    const half = compareFits(first, second, 0.5);
    const [e1, e2] = [first.fit.standardError, second.fit.standardError];
    expect(half.standardError ** 2).toBeCloseTo(independent.standardError ** 2 - e1 * e2, 9);
  });

  it('takes off what errors share of each parameter its own part', () => {
    // The other curve has the larger half of the sizes alone, so that its C, far from them, is known worse.
    const whole = exactly(known((n) => 3 * n ** -1, 0.02));
    const half = { ...whole, fit: fitCurve(whole.curve, { window: [128, 1024], allowance: 0 }) };
    // Weights by which straight lines take slope and intercept from log R at each size.
    const weights = (from: number) => {
      const x = sizes.slice(from).map(Math.log);
      const centre = x.reduce((sum, value) => sum + value, 0) / x.length;
      const spread = x.reduce((sum, value) => sum + (value - centre) ** 2, 0);
      const zeros = new Array<number>(from).fill(0);
      return [...zeros, ...x.map((value) => 1 / x.length - (centre * (value - centre)) / spread)];
    };
    const [a, b] = [weights(0), weights(3)];
    const variance = a.reduce(
      (sum, value, i) => sum + value ** 2 + (b[i] ?? 0) ** 2 - 2 * 0.7 * value * (b[i] ?? 0),
      0,
    );
    const { constantRatio, constantRatioInterval } = compareFits(whole, half, 0.7);
    expect(Math.log((constantRatioInterval[1] ?? NaN) / constantRatio)).toBeCloseTo(
      1.959964 * 0.02 * Math.sqrt(variance),
      5,
    );
  });

  it('states both intervals at the level of the first fit', () => {
    const at = (level: number) => ({ ...second, fit: { ...second.fit, level } });
    expect(compareFits(first, at(0.5))).toEqual(compareFits(first, at(0.99)));
  });

  it('finds no difference between exact equal curves, and a certain one between others', () => {
    const exact = (d: number) => exactly(known((n) => n ** (-2 / d), 0));
    expect(compareFits(exact(2), exact(2))).toMatchObject({ pValue: 1 });
    expect(compareFits(exact(2), exact(3)).pValue).toBeLessThan(1e-12);
  });

  /** Eight replicates of 10 % scatter about 3/n and about its half, with deviations at small n as the fits allow for; `shared` of each error's variance in common. */
  function pair(random: RandomStream, shared: number, dimension = 2) {
    const common = sizes.map(() => Array.from({ length: 8 }, () => random.normal()));
    const gapsOf = (constant: number, d: number): number[][] => {
      const b = standardAllowance * random.normal();
      return sizes.map((n, i) =>
        Array.from({ length: 8 }, (_, r) => {
          const error = Math.sqrt(shared) * (common[i]?.[r] ?? 0) + Math.sqrt(1 - shared) * random.normal();
          return constant * n ** (-2 / d) * Math.exp(b / n + 0.1 * error);
        }),
      );
    };
    const [first, second] = [gapsOf(3, 2), gapsOf(1.5, dimension)];
    const [a, b] = [first, second].map((gaps) => {
      const curve = curveFromReplicates(sizes, gaps);
      return { curve, fit: fitCurve(curve, { window: whole, compare: false }) };
    });
    if (a === undefined || b === undefined) throw new Error('There are two curves.');
    const correlation = replicateCorrelation(sizes.map((_, i) => ({ first: first[i] ?? [], second: second[i] ?? [] })));
    return { a, b, correlation };
  }

  it.each([
    ['independent training sets', 0],
    ['replicates that share their training sets', 0.8],
  ])('has a p-value that is uniform where both dimensions are equal, for %s', (kind, shared) => {
    const trials = 2000;
    let covered = 0;
    const pValues = Array.from({ length: trials }, (_, trial) => {
      const { a, b, correlation } = pair(randomStream(['compare', kind, trial]), shared);
      const { pValue, interval } = compareFits(a, b, shared === 0 ? 0 : correlation);
      if ((interval[0] ?? -Infinity) <= 0 && (interval[1] ?? Infinity) >= 0) covered++;
      return pValue;
    });
    for (const level of [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9]) {
      const share = pValues.filter((p) => p <= level).length / trials;
      // Four standard errors; a correlation that is estimated costs at most a hundredth more.
      expect(Math.abs(share - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / trials) + 0.01);
    }
    expect(Math.abs(covered / trials - 0.95)).toBeLessThan(0.03);
  });

  it('sees the more of a difference, the more of the errors is shared', () => {
    const trials = 300;
    const power = (shared: number): number => {
      let rejected = 0;
      for (let trial = 0; trial < trials; trial++) {
        const { a, b, correlation } = pair(randomStream(['power', shared, trial]), shared, 2.1);
        if (compareFits(a, b, correlation).pValue < 0.05) rejected++;
      }
      return rejected / trials;
    };
    expect(power(0.9)).toBeGreaterThan(power(0) + 0.2);
  });
});

describe('replicateCorrelation', () => {
  it('is the share of the variance that is common', () => {
    const random = randomStream(['correlation']);
    const paired = Array.from({ length: 400 }, () => {
      const common = Array.from({ length: 8 }, () => random.normal());
      const of = (scale: number) => common.map((value) => scale * (10 + 0.6 * value + 0.8 * random.normal()));
      return { first: of(1), second: of(7) };
    });
    expect(Math.abs(replicateCorrelation(paired) - 0.36)).toBeLessThan(0.05);
  });

  it('is 0 where nothing is paired', () => {
    expect(replicateCorrelation([])).toBe(0);
    expect(replicateCorrelation([{ first: [1], second: [2] }])).toBe(0);
    expect(replicateCorrelation([{ first: [1, 1], second: [2, 3] }])).toBe(0);
  });
});
