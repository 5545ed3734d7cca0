import { describe, expect, it } from 'vitest';
import { randomStream } from '../mathematics/random-stream';
import { FourierTransform } from './fourier-transform';

const lengths = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 15, 16, 21, 25, 27, 28, 30, 32, 35, 45, 49, 56, 64, 96, 97, 105, 121, 128,
];

describe.each([1, 3, 8])('FourierTransform of %i interleaved sequences', (batch) => {
  it.each(lengths)('of length %i is the sum of its definition', (length) => {
    const random = randomStream([length, batch]);
    const [re, im] = [0, 1].map(() => Float64Array.from({ length: length * batch }, () => random.normal()));
    if (re === undefined || im === undefined) throw new Error('No input.');
    const expected = [...re.keys()].map((place) => {
      const [k, q] = [Math.floor(place / batch), place % batch];
      let [sumRe, sumIm] = [0, 0];
      for (let j = 0; j < length; j++) {
        const angle = (-2 * Math.PI * ((j * k) % length)) / length;
        const [a, b] = [re[j * batch + q] ?? NaN, im[j * batch + q] ?? NaN];
        sumRe += a * Math.cos(angle) - b * Math.sin(angle);
        sumIm += a * Math.sin(angle) + b * Math.cos(angle);
      }
      return [sumRe, sumIm] as const;
    });
    const [workRe, workIm] = [new Float64Array(re.length), new Float64Array(re.length)];
    const inWork = new FourierTransform(length, batch).transform(re, im, workRe, workIm);
    const [outRe, outIm] = inWork ? [workRe, workIm] : [re, im];
    expected.forEach(([sumRe, sumIm], place) => {
      expect(outRe[place]).toBeCloseTo(sumRe, 10);
      expect(outIm[place]).toBeCloseTo(sumIm, 10);
    });
  });
});
