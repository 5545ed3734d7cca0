import { z } from 'zod';
import type { Points, Reals } from '../mathematics/points';
import { zeroPoints } from '../mathematics/points';
import { shapeParameter } from '../registry/parameters';
import type { AlignTo, Group } from './define-group';
import { defineGroup } from './define-group';
import { shiftText } from './describe-element';
import type { ImageShape } from './image-shape';
import { imageShape } from './image-shape';
import { crossSpectrum, crossSpectrumOfTwo, PlaneTransform, spectraOf, spectrumOf } from './image-spectrum';

/** Whole-pixel shifts of images that continue on the opposite side. */
export const pixelShift = defineGroup({
  id: 'pixel-shift',
  label: 'Pixel shifts',
  summary: 'Shifts images by whole pixels; what leaves on one side enters on the other.',
  parameters: z.object({ shape: shapeParameter('Rows × columns × channels of an image; from the data where known') }),
  suits: ({ layout }) => layout?.kind === 'image',
  movesInputs: () => true,
  create: ({ shape }, context) => pixelShiftGroup(imageShape('pixel-shift', context, shape)),
});

/** An element is [rows down, columns to the right]. All correlations of a pair come from one Fourier transform. */
function pixelShiftGroup(shape: ImageShape): Group {
  const { rows, columns, channels } = shape;
  const size = rows * columns;
  const ambientDimension = size * channels;
  const transform = new PlaneTransform(rows, columns);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const wrap = (value: number, period: number): number => ((value % period) + period) % period;
  const element = (down: number, right: number): Float64Array =>
    Float64Array.of(wrap(down, rows), wrap(right, columns));

  /** ⟨y, z shifted by s⟩ for all s, row by row, left in `re`. */
  const correlate = (y: Reals, z: Reals): void => {
    crossSpectrum(spectrumOf(y, shape, transform), 0, spectrumOf(z, shape, transform), 0, size, re, im);
    transform.inverse(re, im);
  };

  return {
    ambientDimension,
    order: size,
    dimension: 0,
    elementSize: 2,
    exact: true,
    exactMean: true,
    identity: () => element(0, 0),
    compose: (g, h) => element((g[0] ?? 0) + (h[0] ?? 0), (g[1] ?? 0) + (h[1] ?? 0)),
    inverse: (g) => element(-(g[0] ?? 0), -(g[1] ?? 0)),
    sample: (random) => element(random.integer(rows), random.integer(columns)),
    act(g, x, out) {
      const down = g[0] ?? 0;
      const right = g[1] ?? 0;
      const cut = right * channels;
      const width = columns * channels;
      for (let r = 0; r < rows; r++) {
        const to = ((r + down) % rows) * width;
        out.set(x.subarray(r * width, (r + 1) * width - cut), to + cut);
        out.set(x.subarray((r + 1) * width - cut, (r + 1) * width), to);
      }
    },
    align(y, z, out) {
      alignTo(z)(y, 0, z.count, out);
    },
    alignTo,
    alignPair(y, z) {
      correlate(y, z);
      let best = 0;
      for (let k = 1; k < size; k++) if ((re[k] as number) > (re[best] as number)) best = k;
      return { value: re[best] ?? 0, element: element(Math.floor(best / columns), best % columns) };
    },
    orbitDimension: () => 0,
    tangents: () => zeroPoints(0, ambientDimension),
    volume: size,
    genericStabiliser: 1,
    shifts: { image: shape, whole: true },
    posteriorMean(y, z, kappa, out) {
      correlate(y, z);
      let best = -Infinity;
      for (let k = 0; k < size; k++) best = Math.max(best, re[k] as number);
      let total = 0;
      for (let k = 0; k < size; k++) {
        const weight = Math.exp(kappa * ((re[k] as number) - best));
        re[k] = weight;
        total += weight;
      }
      im.fill(0);
      transform.forward(re, im);
      convolve(re, im, z, shape, transform, 1 / (total * size), out);
      return kappa * best + Math.log(total / size);
    },
    describe: (g) => shiftText(g, shape),
    ...(size <= 100_000 ? { elements } : {}),
    steps: [
      { label: 'Down', count: rows, element: (step) => element(step, 0) },
      { label: 'Right', count: columns, element: (step) => element(0, step) },
    ],
  };

  function* elements(): Iterable<Float64Array> {
    for (let down = 0; down < rows; down++) for (let right = 0; right < columns; right++) yield element(down, right);
  }

  /** Two correlations, both real, share one complex transform. */
  function alignTo(z: Points): AlignTo {
    const zSpectra = spectraOf(z, shape, transform);
    return (y, from, to, out) => {
      const ySpectra = spectraOf(y, shape, transform);
      for (let i = 0; i < y.count; i++) {
        const start = i * (to - from) - from;
        for (let j = from; j < to; j += 2) {
          const pair = j + 1 < to;
          if (pair) crossSpectrumOfTwo(ySpectra, i, zSpectra, j, size, re, im);
          else crossSpectrum(ySpectra, i, zSpectra, j, size, re, im);
          transform.inverse(re, im);
          let first = re[0] as number;
          let second = im[0] as number;
          for (let k = 1; k < size; k++) {
            if ((re[k] as number) > first) first = re[k] as number;
            if ((im[k] as number) > second) second = im[k] as number;
          }
          out[start + j] = first;
          if (pair) out[start + j + 1] = second;
        }
      }
    };
  }
}

/** Every channel of z convolved with weights of which the spectrum is given; written to `out`. */
function convolve(
  weightRe: Float64Array,
  weightIm: Float64Array,
  z: Reals,
  { channels }: ImageShape,
  transform: PlaneTransform,
  scale: number,
  out: Float64Array,
): void {
  const { size } = transform;
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let c = 0; c < channels; c++) {
    for (let k = 0; k < size; k++) re[k] = z[k * channels + c] as number;
    im.fill(0);
    transform.forward(re, im);
    for (let k = 0; k < size; k++) {
      const r = re[k] as number;
      const i = im[k] as number;
      re[k] = r * (weightRe[k] as number) - i * (weightIm[k] as number);
      im[k] = r * (weightIm[k] as number) + i * (weightRe[k] as number);
    }
    transform.inverse(re, im);
    for (let k = 0; k < size; k++) out[k * channels + c] = scale * (re[k] as number);
  }
}
