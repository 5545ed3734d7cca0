import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { resolveGroup } from '#core/groups/registry';
import type { Points, Reals } from '#core/mathematics/points';
import { rowOf } from '#core/mathematics/points';
import { normalPoints, randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';

/** The sample of handwritten digits, 8×8, grey values from 0 to 1. */
function digits(count: number): Points {
  const bytes = gunzipSync(readFileSync('resources/samples/digits-images-idx3-ubyte.gz')).subarray(16);
  return { count, dimension: 64, values: Float64Array.from(bytes.subarray(0, count * 64), (value) => value / 255) };
}

/** The sum of the definition, X_k = Σ_j x_j e^{−2πi jk/n} along both axes, at place row · size + column. */
function spectrumOf(x: Reals, size: number): { re: Float64Array; im: Float64Array } {
  const re = new Float64Array(size * size);
  const im = new Float64Array(size * size);
  for (let f = 0; f < size; f++)
    for (let g = 0; g < size; g++)
      for (let r = 0; r < size; r++)
        for (let c = 0; c < size; c++) {
          const angle = (-2 * Math.PI * (f * r + g * c)) / size;
          re[f * size + g] = (re[f * size + g] ?? 0) + (x[r * size + c] ?? 0) * Math.cos(angle);
          im[f * size + g] = (im[f * size + g] ?? 0) + (x[r * size + c] ?? 0) * Math.sin(angle);
        }
  return { re, im };
}

/** The frequency N/2 cannot be shifted by a real orthogonal map and stays where it is. */
const frequencies = (size: number): number[] =>
  Array.from({ length: size }, (_, k) => (2 * k === size ? 0 : 2 * k < size ? k : k - size));

/** The largest correlation over a grid of `fine` × `fine` shifts, by the sums of its definition. */
function correlations(
  y: ReturnType<typeof spectrumOf>,
  z: ReturnType<typeof spectrumOf>,
  size: number,
  fine: number,
): Float64Array {
  const waves = frequencies(size).map((frequency) => {
    const angles = Array.from({ length: fine }, (_, s) => (2 * Math.PI * frequency * s) / fine);
    return { cosine: Float64Array.from(angles, Math.cos), sine: Float64Array.from(angles, Math.sin) };
  });
  const out = new Float64Array(fine * fine);
  const re = new Float64Array(fine);
  const im = new Float64Array(fine);
  for (let g = 0; g < size; g++) {
    re.fill(0);
    im.fill(0);
    for (let f = 0; f < size; f++) {
      const at = f * size + g;
      const [a, b] = [(y.re[at] ?? 0) / size / size, (y.im[at] ?? 0) / size / size];
      const [c, d] = [z.re[at] ?? 0, z.im[at] ?? 0];
      const { cosine, sine } = waves[f] ?? { cosine: re, sine: im };
      for (let s = 0; s < fine; s++) {
        re[s] = (re[s] ?? 0) + (a * c + b * d) * (cosine[s] ?? 0) - (b * c - a * d) * (sine[s] ?? 0);
        im[s] = (im[s] ?? 0) + (a * c + b * d) * (sine[s] ?? 0) + (b * c - a * d) * (cosine[s] ?? 0);
      }
    }
    const { cosine, sine } = waves[g] ?? { cosine: re, sine: im };
    for (let s = 0; s < fine; s++)
      for (let t = 0; t < fine; t++)
        out[s * fine + t] = (out[s * fine + t] ?? 0) + (re[s] ?? 0) * (cosine[t] ?? 0) - (im[s] ?? 0) * (sine[t] ?? 0);
  }
  return out;
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, value), -Infinity);
const lengthOf = (x: Reals): number => Math.hypot(...x);
const layout = (size: number) =>
  ({ ambientDimension: size * size, layout: { kind: 'image', rows: size, columns: size, channels: 1 } }) as const;

describe('continuous shifts find the highest of many peaks', () => {
  const sharp = resolveSpace('bumps-image?size=9&width=0.7&distance=2').space;
  const stripes: Points = {
    count: 6,
    dimension: 64,
    // Waves along both axes and along a diagonal: their correlations have whole lines of equal maxima.
    values: Float64Array.from({ length: 6 * 64 }, (_, k) => {
      const [wave, row, column] = [Math.floor(k / 64), Math.floor((k % 64) / 8), k % 8];
      const angle = (2 * Math.PI * ((wave % 3 > 0 ? row : 0) + (wave % 3 < 2 ? column : 0))) / 8;
      return Math.cos(angle) + (wave > 2 ? Math.cos(3 * angle + 1) : 0);
    }),
  };
  it.each([
    ['digits', 8, 64, digits(50)],
    ['sharp bumps', 9, 63, sharp.sample(50, randomStream(['sharp bumps']))],
    ['noise', 7, 63, normalPoints(randomStream(['noise images']), 20, 49)],
    ['stripes', 8, 64, stripes],
  ])('of %s on a finer grid', (_name, size, fine, points) => {
    const { group } = resolveGroup('continuous-shift', layout(size));
    const aligned = new Float64Array(points.count * points.count);
    group.align(points, points, aligned);
    const spectra = Array.from({ length: points.count }, (_, i) => spectrumOf(rowOf(points, i), size));
    // Of the second derivative along half a step of the finer grid, in both directions: no frequency exceeds size / 2.
    const slack = (Math.PI * (size / 2 / fine) * 2) ** 2 / 2;
    spectra.forEach((y, i) => {
      spectra.slice(0, i + 1).forEach((z, j) => {
        const best = largest(correlations(y, z, size, fine));
        const scale = lengthOf(rowOf(points, i)) * lengthOf(rowOf(points, j));
        const value = aligned[i * points.count + j] ?? NaN;
        expect(value).toBeGreaterThanOrEqual(best - 1e-12 * scale);
        expect(value).toBeLessThanOrEqual(best + slack * scale);
      });
    });
  });
});

describe('means over continuous shifts', () => {
  /** log of the mean of exp(κ p) and the mean of p, by the sum over a grid that is fine enough for both. */
  function truth(y: Reals, z: Reals, size: number, kappa: number, fine: number): { log: number; value: number } {
    const values = correlations(spectrumOf(y, size), spectrumOf(z, size), size, fine);
    const highest = largest(values);
    const weights = values.map((value) => Math.exp(kappa * (value - highest)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const value = weights.reduce((sum, weight, k) => sum + (weight / total) * (values[k] ?? 0), 0);
    return { log: kappa * highest + Math.log(total / values.length), value };
  }

  const inner = (a: Reals, b: Reals): number => Array.from(a).reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);

  it.each([0.1, 1, 10, 100, 1000])('agree with a sum over a finer grid for κ = %f', (kappa) => {
    const sharp = resolveSpace('bumps-image?size=9&width=0.7&distance=2').space.sample(8, randomStream(['means']));
    for (const [size, points] of [
      [9, sharp],
      [8, digits(8)],
    ] as const) {
      const { group } = resolveGroup('continuous-shift', layout(size));
      const out = new Float64Array(size * size);
      for (let i = 0; i + 1 < points.count; i += 2) {
        const [y, z] = [rowOf(points, i), rowOf(points, i + 1)];
        const log = group.posteriorMean(y, z, kappa, out);
        const expected = truth(y, z, size, kappa, 320);
        expect(Math.abs(log - expected.log)).toBeLessThan(1e-6 * (1 + Math.abs(expected.log)));
        expect(Math.abs(inner(y, out) - expected.value)).toBeLessThan(1e-6 * (1 + Math.abs(expected.value)));
      }
    }
  });

  it('of long rows do not depend on how they are summed', () => {
    // A row of 200 pixels of period 8 has the same correlation as its 25 parts of 8 pixels each.
    const random = randomStream(['long rows']);
    const [y, z] = [normalPoints(random, 1, 8).values, normalPoints(random, 1, 8).values];
    const repeat = (x: Reals): Float64Array => Float64Array.from({ length: 200 }, (_, k) => x[k % 8] ?? 0);
    const short = resolveGroup('continuous-shift?shape=8', { ambientDimension: 8 }).group;
    const long = resolveGroup('continuous-shift?shape=200', { ambientDimension: 200 }).group;
    const [few, many] = [new Float64Array(8), new Float64Array(200)];
    for (const kappa of [0.01, 0.3, 1, 4, 50, 1e4]) {
      const expected = short.posteriorMean(y, z, kappa, few);
      expect(long.posteriorMean(repeat(y), repeat(z), kappa / 25, many)).toBeCloseTo(expected, 8);
      few.forEach((value, k) => {
        expect(many[k]).toBeCloseTo(value, 7);
      });
    }
  });
});
