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

interface Stage {
  readonly radix: number;
  /** Sequences of this length are split into `radix` of length / radix each. */
  readonly part: number;
  /** e^{−2πi j l / length} at j · radix + l. */
  readonly twiddleRe: Float64Array;
  readonly twiddleIm: Float64Array;
  /** e^{−2πi l / radix}. */
  readonly rootRe: Float64Array;
  readonly rootIm: Float64Array;
  readonly scratch: Float64Array;
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

function stageOf(length: number, radix: number): Stage {
  const part = length / radix;
  const circle = (
    count: number,
    of: (k: number) => number,
    modulus: number,
    wave: (x: number) => number,
  ): Float64Array => Float64Array.from({ length: count }, (_, k) => wave((-2 * Math.PI * (of(k) % modulus)) / modulus));
  const turn = (k: number): number => Math.floor(k / radix) * (k % radix);
  return {
    radix,
    part,
    twiddleRe: circle(length, turn, length, Math.cos),
    twiddleIm: circle(length, turn, length, Math.sin),
    rootRe: circle(radix, (l) => l, radix, Math.cos),
    rootIm: circle(radix, (l) => l, radix, Math.sin),
    scratch: new Float64Array(4 * radix),
  };
}

function radix2(
  { part, twiddleRe, twiddleIm }: Stage,
  stride: number,
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
): void {
  const half = part * stride;
  for (let j = 0; j < part; j++) {
    const wr = twiddleRe[2 * j + 1] as number;
    const wi = twiddleIm[2 * j + 1] as number;
    for (let q = 0, a = j * stride, y = 2 * j * stride; q < stride; q++, a++, y++) {
      const b = a + half;
      const ar = xr[a] as number;
      const ai = xi[a] as number;
      const br = xr[b] as number;
      const bi = xi[b] as number;
      const dr = ar - br;
      const di = ai - bi;
      yr[y] = ar + br;
      yi[y] = ai + bi;
      yr[y + stride] = dr * wr - di * wi;
      yi[y + stride] = dr * wi + di * wr;
    }
  }
}

function radix4(
  { part, twiddleRe, twiddleIm }: Stage,
  stride: number,
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
): void {
  const quarter = part * stride;
  for (let j = 0; j < part; j++) {
    const w1r = twiddleRe[4 * j + 1] as number;
    const w1i = twiddleIm[4 * j + 1] as number;
    const w2r = twiddleRe[4 * j + 2] as number;
    const w2i = twiddleIm[4 * j + 2] as number;
    const w3r = twiddleRe[4 * j + 3] as number;
    const w3i = twiddleIm[4 * j + 3] as number;
    for (let q = 0, a = j * stride, y = 4 * j * stride; q < stride; q++, a++, y++) {
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const sr = (xr[a] as number) + (xr[c] as number);
      const si = (xi[a] as number) + (xi[c] as number);
      const tr = (xr[a] as number) - (xr[c] as number);
      const ti = (xi[a] as number) - (xi[c] as number);
      const ur = (xr[b] as number) + (xr[d] as number);
      const ui = (xi[b] as number) + (xi[d] as number);
      const vr = (xr[b] as number) - (xr[d] as number);
      const vi = (xi[b] as number) - (xi[d] as number);
      const p1r = tr + vi;
      const p1i = ti - vr;
      const p2r = sr - ur;
      const p2i = si - ui;
      const p3r = tr - vi;
      const p3i = ti + vr;
      yr[y] = sr + ur;
      yi[y] = si + ui;
      yr[y + stride] = p1r * w1r - p1i * w1i;
      yi[y + stride] = p1r * w1i + p1i * w1r;
      yr[y + 2 * stride] = p2r * w2r - p2i * w2i;
      yi[y + 2 * stride] = p2r * w2i + p2i * w2r;
      yr[y + 3 * stride] = p3r * w3r - p3i * w3i;
      yi[y + 3 * stride] = p3r * w3i + p3i * w3r;
    }
  }
}

const sineThird = Math.sin((2 * Math.PI) / 3);

function radix3(
  { part, twiddleRe, twiddleIm }: Stage,
  stride: number,
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
): void {
  const third = part * stride;
  for (let j = 0; j < part; j++) {
    const w1r = twiddleRe[3 * j + 1] as number;
    const w1i = twiddleIm[3 * j + 1] as number;
    const w2r = twiddleRe[3 * j + 2] as number;
    const w2i = twiddleIm[3 * j + 2] as number;
    for (let q = 0, a = j * stride, y = 3 * j * stride; q < stride; q++, a++, y++) {
      const b = a + third;
      const c = b + third;
      const sr = (xr[b] as number) + (xr[c] as number);
      const si = (xi[b] as number) + (xi[c] as number);
      const dr = sineThird * ((xr[b] as number) - (xr[c] as number));
      const di = sineThird * ((xi[b] as number) - (xi[c] as number));
      const er = (xr[a] as number) - 0.5 * sr;
      const ei = (xi[a] as number) - 0.5 * si;
      yr[y] = (xr[a] as number) + sr;
      yi[y] = (xi[a] as number) + si;
      putTurned(yr, yi, y + stride, er + di, ei - dr, w1r, w1i);
      putTurned(yr, yi, y + 2 * stride, er - di, ei + dr, w2r, w2i);
    }
  }
}

const cosine1 = Math.cos((2 * Math.PI) / 7);
const cosine2 = Math.cos((4 * Math.PI) / 7);
const cosine3 = Math.cos((6 * Math.PI) / 7);
const sine1 = Math.sin((2 * Math.PI) / 7);
const sine2 = Math.sin((4 * Math.PI) / 7);
const sine3 = Math.sin((6 * Math.PI) / 7);

/** The common case of images of 28 × 28, written out. */
function radix7(
  { part, twiddleRe, twiddleIm }: Stage,
  stride: number,
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
): void {
  const step = part * stride;
  for (let j = 0; j < part; j++) {
    const w = 7 * j;
    for (let q = 0, x = j * stride, y = 7 * j * stride; q < stride; q++, x++, y++) {
      const x1 = x + step;
      const x2 = x1 + step;
      const x3 = x2 + step;
      const x4 = x3 + step;
      const x5 = x4 + step;
      const x6 = x5 + step;
      const r0 = xr[x] as number;
      const i0 = xi[x] as number;
      const s1r = (xr[x1] as number) + (xr[x6] as number);
      const s1i = (xi[x1] as number) + (xi[x6] as number);
      const d1r = (xr[x1] as number) - (xr[x6] as number);
      const d1i = (xi[x1] as number) - (xi[x6] as number);
      const s2r = (xr[x2] as number) + (xr[x5] as number);
      const s2i = (xi[x2] as number) + (xi[x5] as number);
      const d2r = (xr[x2] as number) - (xr[x5] as number);
      const d2i = (xi[x2] as number) - (xi[x5] as number);
      const s3r = (xr[x3] as number) + (xr[x4] as number);
      const s3i = (xi[x3] as number) + (xi[x4] as number);
      const d3r = (xr[x3] as number) - (xr[x4] as number);
      const d3i = (xi[x3] as number) - (xi[x4] as number);
      yr[y] = r0 + s1r + s2r + s3r;
      yi[y] = i0 + s1i + s2i + s3i;
      const e1r = r0 + cosine1 * s1r + cosine2 * s2r + cosine3 * s3r;
      const e1i = i0 + cosine1 * s1i + cosine2 * s2i + cosine3 * s3i;
      const o1r = sine1 * d1i + sine2 * d2i + sine3 * d3i;
      const o1i = sine1 * d1r + sine2 * d2r + sine3 * d3r;
      const e2r = r0 + cosine2 * s1r + cosine3 * s2r + cosine1 * s3r;
      const e2i = i0 + cosine2 * s1i + cosine3 * s2i + cosine1 * s3i;
      const o2r = sine2 * d1i - sine3 * d2i - sine1 * d3i;
      const o2i = sine2 * d1r - sine3 * d2r - sine1 * d3r;
      const e3r = r0 + cosine3 * s1r + cosine1 * s2r + cosine2 * s3r;
      const e3i = i0 + cosine3 * s1i + cosine1 * s2i + cosine2 * s3i;
      const o3r = sine3 * d1i - sine1 * d2i + sine2 * d3i;
      const o3i = sine3 * d1r - sine1 * d2r + sine2 * d3r;
      putTurned(yr, yi, y + stride, e1r + o1r, e1i - o1i, twiddleRe[w + 1] as number, twiddleIm[w + 1] as number);
      putTurned(yr, yi, y + 2 * stride, e2r + o2r, e2i - o2i, twiddleRe[w + 2] as number, twiddleIm[w + 2] as number);
      putTurned(yr, yi, y + 3 * stride, e3r + o3r, e3i - o3i, twiddleRe[w + 3] as number, twiddleIm[w + 3] as number);
      putTurned(yr, yi, y + 4 * stride, e3r - o3r, e3i + o3i, twiddleRe[w + 4] as number, twiddleIm[w + 4] as number);
      putTurned(yr, yi, y + 5 * stride, e2r - o2r, e2i + o2i, twiddleRe[w + 5] as number, twiddleIm[w + 5] as number);
      putTurned(yr, yi, y + 6 * stride, e1r - o1r, e1i + o1i, twiddleRe[w + 6] as number, twiddleIm[w + 6] as number);
    }
  }
}

function putTurned(
  yr: Float64Array,
  yi: Float64Array,
  at: number,
  re: number,
  im: number,
  wr: number,
  wi: number,
): void {
  yr[at] = re * wr - im * wi;
  yi[at] = re * wi + im * wr;
}

/** Any odd radix p: sums and differences of the pairs (l, p − l) halve the products. */
function radixOdd(
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
