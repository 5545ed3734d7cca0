import { radix2, radix3, radix4, radix7 } from './fourier-radices';
import { radixOdd } from './fourier-radix-odd';
import type { Stage } from './fourier-stage';
import { stageOf } from './fourier-stage';

/**
 * Discrete Fourier transforms X_k = Σ_j x_j e^{−2πijk/n} of any length n, with radix 4, 2 and odd primes, in Stockham's
 * self-sorting form (Van Loan, "Computational Frameworks for the Fast Fourier Transform", 1992, § 1.7). It transforms `batch`
 * interleaved sequences at once: element j of sequence q stands at j · batch + q.
 *
 * The inverse (without 1/n) is the same transform with the real and imaginary parts exchanged.
 */
export class FourierTransform {
  private readonly stages: readonly Stage[];

  constructor(
    readonly length: number,
    readonly batch: number,
  ) {
    const stages: Stage[] = [];
    let rest = length;
    for (const radix of factorise(length)) {
      stages.push(stageOf(rest, radix));
      rest /= radix;
    }
    this.stages = stages;
  }

  /**
   * Transforms what stands in `re` and `im`; `workRe` and `workIm` are scratch of the same size (length · batch).
   * Returns whether the result stands in the scratch, which is so for an odd number of stages.
   */
  transform(re: Float64Array, im: Float64Array, workRe: Float64Array, workIm: Float64Array): boolean {
    let [fromRe, fromIm, toRe, toIm] = [re, im, workRe, workIm];
    let stride = this.batch;
    for (const stage of this.stages) {
      if (stage.radix === 4) radix4(stage, stride, fromRe, fromIm, toRe, toIm);
      else if (stage.radix === 2) radix2(stage, stride, fromRe, fromIm, toRe, toIm);
      else if (stage.radix === 3) radix3(stage, stride, fromRe, fromIm, toRe, toIm);
      else if (stage.radix === 7) radix7(stage, stride, fromRe, fromIm, toRe, toIm);
      else radixOdd(stage, stride, fromRe, fromIm, toRe, toIm);
      stride *= stage.radix;
      [fromRe, fromIm, toRe, toIm] = [toRe, toIm, fromRe, fromIm];
    }
    return this.stages.length % 2 === 1;
  }
}

function factorise(length: number): number[] {
  const factors: number[] = [];
  let rest = length;
  for (const radix of [4, 2]) {
    while (rest % radix === 0) {
      factors.push(radix);
      rest /= radix;
    }
  }
  for (let radix = 3; rest > 1; radix += 2) {
    if (radix * radix > rest) radix = rest;
    while (rest % radix === 0) {
      factors.push(radix);
      rest /= radix;
    }
  }
  return factors;
}
