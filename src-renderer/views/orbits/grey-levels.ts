import type { RunSpace } from '#contract/orbits';
import type { Reals } from '#core/mathematics/points';

/** The values that are drawn black and white: the range of the numbers given. */
export function valueRange(values: Reals): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high >= low)) return [0, 1];
  return high > low ? [low, high] : [low, low + 1];
}

type ImageLayout = Extract<RunSpace['layout'], { readonly kind: 'image' }>;

/** An image's pixels as red, green, blue and opacity, a byte each: grey for one channel, the first three as colours otherwise. */
export function pixelBytes(
  values: Reals,
  { rows, columns, channels }: ImageLayout,
  [low, high]: readonly [number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(rows * columns * 4);
  const level = (at: number): number => (255 * ((values[at] ?? 0) - low)) / (high - low);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    for (let c = 0; c < 3; c++) bytes[4 * pixel + c] = level(pixel * channels + (channels >= 3 ? c : 0));
    bytes[4 * pixel + 3] = 255;
  }
  return bytes;
}
