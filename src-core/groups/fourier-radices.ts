import type { Stage } from './fourier-stage';

// Stages of small radices, written out: x is read, y is written; elements of one sequence stand `stride` apart.

/** The stage that splits by 2. */
export function radix2(
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

/** The stage that splits by 4. */
export function radix4(
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

/** The stage that splits by 3. */
export function radix3(
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
export function radix7(
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
