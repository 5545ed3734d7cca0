import type { Stage } from './fourier-stage';

/** Any odd radix p: sums and differences of the pairs (l, p − l) halve the products. */
export function radixOdd(
  stage: Stage,
  stride: number,
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
): void {
  const { radix, part, twiddleRe, twiddleIm, rootRe, rootIm, scratch } = stage;
  const half = (radix - 1) >> 1;
  const step = part * stride;
  for (let j = 0; j < part; j++) {
    for (let q = 0; q < stride; q++) {
      const x = j * stride + q;
      const y = j * radix * stride + q;
      const firstRe = xr[x] as number;
      const firstIm = xi[x] as number;
      let sumRe = firstRe;
      let sumIm = firstIm;
      for (let l = 1; l <= half; l++) {
        const low = x + l * step;
        const high = x + (radix - l) * step;
        const sr = (xr[low] as number) + (xr[high] as number);
        const si = (xi[low] as number) + (xi[high] as number);
        scratch[4 * l] = sr;
        scratch[4 * l + 1] = si;
        scratch[4 * l + 2] = (xr[low] as number) - (xr[high] as number);
        scratch[4 * l + 3] = (xi[low] as number) - (xi[high] as number);
        sumRe += sr;
        sumIm += si;
      }
      yr[y] = sumRe;
      yi[y] = sumIm;
      for (let k = 1; k <= half; k++) {
        let evenRe = firstRe;
        let evenIm = firstIm;
        let oddRe = 0;
        let oddIm = 0;
        for (let l = 1, root = k; l <= half; l++, root += k) {
          if (root >= radix) root -= radix;
          const c = rootRe[root] as number;
          const s = rootIm[root] as number;
          evenRe += c * (scratch[4 * l] as number);
          evenIm += c * (scratch[4 * l + 1] as number);
          oddRe -= s * (scratch[4 * l + 3] as number);
          oddIm += s * (scratch[4 * l + 2] as number);
        }
        const other = radix - k;
        const wr = twiddleRe[j * radix + k] as number;
        const wi = twiddleIm[j * radix + k] as number;
        const vr = twiddleRe[j * radix + other] as number;
        const vi = twiddleIm[j * radix + other] as number;
        const pr = evenRe + oddRe;
        const pi = evenIm + oddIm;
        const mr = evenRe - oddRe;
        const mi = evenIm - oddIm;
        yr[y + k * stride] = pr * wr - pi * wi;
        yi[y + k * stride] = pr * wi + pi * wr;
        yr[y + other * stride] = mr * vr - mi * vi;
        yi[y + other * stride] = mr * vi + mi * vr;
      }
    }
  }
}
