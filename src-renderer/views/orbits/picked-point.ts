/** Points of a picture in pixels, pair after pair; NaN where one is not to be seen. */
export interface PixelPoints<Id> {
  readonly id: Id;
  readonly pixels: Float32Array;
  /** Which of them can be picked; all where left out. */
  readonly pickable?: (place: number) => boolean;
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
  for (const { id, pixels, pickable } of sets)
    for (let i = 0; 2 * i + 1 < pixels.length; i++) {
      const square = ((pixels[2 * i] as number) - x) ** 2 + ((pixels[2 * i + 1] as number) - y) ** 2;
      if (!(square < best) || pickable?.(i) === false) continue;
      best = square;
      found = { id, place: i };
    }
  return found;
}
