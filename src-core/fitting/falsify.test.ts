import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../errors';
import { type RandomStream, randomStream } from '../mathematics/random-stream';
import { falsify } from './falsify';
import { curveFromReplicates, type GapCurve } from './gap-curve';
import { standardAllowance } from './log-curve';

const sizes = [16, 64, 256, 1024, 4096];

function exactCurve(law: (n: number) => number, relativeError: number): GapCurve {
  const gaps = sizes.map(law);
  const covariance = new Float64Array(sizes.length ** 2);
  gaps.forEach((gap, i) => (covariance[i * (sizes.length + 1)] = (relativeError * gap) ** 2));
  return { sizes, gaps, covariance };
}

/** Eight replicates of 10 % scatter at each size. */
function replicated(law: (n: number) => number, random: RandomStream): GapCurve {
  const gaps = sizes.map((n) => Array.from({ length: 8 }, () => law(n) * Math.exp(0.1 * random.normal() - 0.005)));
  return curveFromReplicates(sizes, gaps);
}

/** Errors of 3 % that a walk correlates, as one data set's neighbouring sizes are. */
function correlated(law: (n: number) => number, random: RandomStream): GapCurve {
  const correlation = 0.9;
  const errors: number[] = [];
  for (const i of sizes.keys())
    errors.push(
      i === 0
        ? random.normal()
        : correlation * (errors[i - 1] ?? 0) + Math.sqrt(1 - correlation ** 2) * random.normal(),
    );
  const gaps = sizes.map((n, i) => law(n) * Math.exp(0.03 * (errors[i] ?? 0)));
  const covariance = sizes.flatMap((_, i) =>
    sizes.map((__, j) => 0.03 ** 2 * correlation ** Math.abs(i - j) * (gaps[i] ?? 0) * (gaps[j] ?? 0)),
  );
  return { sizes, gaps, covariance };
}

describe('falsify', () => {
  it('rejects a true law as often as its significance says', () => {
    const trials = 2000;
    let rejected = 0;
    for (let trial = 0; trial < trials; trial++) {
      const random = randomStream(['falsify', trial]);
      // The corrections are drawn from the laws that the test allows for.
      const [allowed, curved] = [standardAllowance * random.normal(), 2 * random.normal()];
      const replicates = sizes.map((n) =>
        Array.from({ length: 8 }, () => (3 / n) * Math.exp((allowed + curved) / n + 0.1 * random.normal() - 0.005)),
      );
      const { verdict } = falsify(curveFromReplicates(sizes, replicates), { dimension: 2, constant: 3 });
      if (verdict === 'deviates') rejected++;
    }
    // 5 % of 2,000, within four standard errors.
    expect(Math.abs(rejected / trials - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / trials));
  });

  it.each([['replicates'], ['one data set, whose errors are correlated']] as const)(
    'has a p-value that is uniform under the law, for %s',
    (kind) => {
      const trials = 2000;
      const pValues = Array.from({ length: trials }, (_, trial) => {
        const random = randomStream(['uniform p', kind, trial]);
        const [allowed, curved] = [standardAllowance * random.normal(), 2 * random.normal()];
        const law = (n: number): number => (3 / n) * Math.exp((allowed + curved) / n);
        return falsify(kind === 'replicates' ? replicated(law, random) : correlated(law, random), {
          dimension: 2,
          constant: 3,
        }).pValue;
      });
      for (const level of [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9]) {
        const share = pValues.filter((p) => p <= level).length / trials;
        // Four standard errors; the approximations of few replicates and of regularised weights are good to a hundredth.
        expect(Math.abs(share - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / trials) + 0.01);
      }
    },
  );

  it('notices a wrong constant and says on which side', () => {
    const curve = exactCurve((n) => 3 / n, 0.02);
    expect(falsify(curve, { dimension: 2, constant: 3 })).toMatchObject({ verdict: 'consistent', direction: 'none' });
    expect(falsify(curve, { dimension: 2, constant: 3.3 })).toMatchObject({ verdict: 'deviates', direction: 'below' });
    expect(falsify(curve, { dimension: 2, constant: 2.7 })).toMatchObject({ verdict: 'deviates', direction: 'above' });
  });

  it('notices a wrong dimension', () => {
    expect(
      falsify(
        exactCurve((n) => 3 / n, 0.02),
        { dimension: 2.1, constant: 3 },
      ).verdict,
    ).toBe('deviates');
  });

  it('forgives what the constant’s own error explains', () => {
    const curve = exactCurve((n) => 3 / n, 0.02);
    expect(falsify(curve, { dimension: 2, constant: 3.3, constantError: 0.3 }).verdict).toBe('consistent');
  });

  it('forgives a boundary where there is one', () => {
    const curve = exactCurve((n) => 3 * n ** (-2 / 3) * (1 + 0.9 * n ** (-1 / 3)), 0.005);
    const claim = { dimension: 3, constant: 3, curved: false };
    expect(falsify(curve, claim)).toMatchObject({ verdict: 'deviates', direction: 'above' });
    expect(falsify(curve, { ...claim, boundary: true }).verdict).toBe('consistent');
  });

  it('forgives what a stated slack explains, on its side alone', () => {
    const curve = exactCurve((n) => 3.12 / n, 0.002);
    const claim = { dimension: 2, constant: 3, curved: false };
    expect(falsify(curve, claim)).toMatchObject({ verdict: 'deviates', direction: 'above', detail: '' });
    const slack = { below: 0, above: 0.06 };
    expect(falsify(curve, { ...claim, slack })).toMatchObject({
      verdict: 'consistent',
      detail: 'Up to 6.0 % above the law is allowed for.',
    });
    expect(
      falsify(
        exactCurve((n) => 3.3 / n, 0.002),
        { ...claim, slack },
      ),
    ).toMatchObject({
      verdict: 'deviates',
      direction: 'above',
    });
    expect(
      falsify(
        exactCurve((n) => 2.88 / n, 0.002),
        { ...claim, slack },
      ),
    ).toMatchObject({
      verdict: 'deviates',
      direction: 'below',
    });
    // A wrong exponent is no slack.
    expect(
      falsify(
        exactCurve((n) => 3.12 * n ** -0.9, 0.002),
        { ...claim, slack },
      ).verdict,
    ).toBe('deviates');
  });

  it('tests the sizes that have reached the limit, and none where they are too few', () => {
    const curve = exactCurve((n) => (n < 200 ? 1.5 / n : 3 / n), 0.01);
    const claim = { dimension: 2, constant: 3 };
    expect(falsify(curve, claim).verdict).toBe('deviates');
    const reached = falsify(curve, { ...claim, ratios: [0.5, 0.5, 0.98, 1, 1] });
    expect(reached).toMatchObject({
      verdict: 'consistent',
      detail: 'Not tested at n = 16, 64, where the law’s limit is not reached.',
    });
    expect(reached.z.slice(0, 2)).toEqual([null, null]);
    expect(falsify(curve, { ...claim, ratios: [0.5, 0.5, 0.5, 1, 1] })).toMatchObject({
      verdict: 'not-applicable',
      direction: 'none',
      pValue: 1,
    });
  });

  it('gives each size’s deviation over its standard error', () => {
    const curve = exactCurve((n) => (n === 4096 ? 3.3 / n : 3 / n), 0.02);
    const { z } = falsify(curve, { dimension: 2, constant: 3, curved: false });
    const variance = 0.02 ** 2;
    expect(z[4]).toBeCloseTo((Math.log(1.1) + variance / 2) / Math.sqrt(variance + (standardAllowance / 4096) ** 2), 9);
    expect(z[0]).toBeCloseTo(variance / 2 / Math.sqrt(variance + (standardAllowance / 16) ** 2), 9);
  });

  it('refuses a law that is none', () => {
    const curve = exactCurve((n) => 3 / n, 0.02);
    expect(() => falsify(curve, { dimension: 0, constant: 3 })).toThrow(ExpectedError);
    expect(() => falsify(curve, { dimension: 2, constant: NaN })).toThrow(ExpectedError);
  });
});
