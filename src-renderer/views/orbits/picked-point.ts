import type { DrawnSpace } from './drawn-space';
import type { Chosen } from './use-orbit-inspector';

/** Points of a picture in pixels, pair after pair; NaN where one is not to be seen. */
export interface PixelPoints<Id> {
  readonly id: Id;
  readonly pixels: Float32Array;
}

/** The nearest point to a place of the picture, of the sets in the order of their precedence; undefined where none is within reach (pixels). */
export function pickedPoint<Id>(
  sets: readonly PixelPoints<Id>[],
  x: number,
  y: number,
  reach = 10,
): { readonly id: Id; readonly place: number } | undefined {
  let best = reach ** 2;
  let found: { readonly id: Id; readonly place: number } | undefined;
  for (const { id, pixels } of sets)
    for (let i = 0; 2 * i + 1 < pixels.length; i++) {
      const square = ((pixels[2 * i] as number) - x) ** 2 + ((pixels[2 * i + 1] as number) - y) ** 2;
      if (!(square < best)) continue;
      best = square;
      found = { id, place: i };
    }
  return found;
}

/**
 * What a click at a place of the picture chooses: sets in front come first.
 * @param pixelsOf - where points are in the picture, pair after pair
 */
export function clickedPoint(
  sets: DrawnSpace['sets'],
  pixelsOf: (positions: Float32Array) => Float32Array,
  { offsetX, offsetY }: Pick<PointerEvent, 'offsetX' | 'offsetY'>,
): Chosen | undefined {
  const inFront = [...sets].reverse().map(({ id, positions }) => ({ id, pixels: pixelsOf(positions) }));
  const found = pickedPoint(inFront, offsetX, offsetY);
  return found === undefined ? undefined : { set: found.id, place: found.place };
}
