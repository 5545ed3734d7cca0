/** A picture that is drawn point by point, with how near each of its pixels is. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** A byte each of alpha, blue, green and red, from the highest. */
  readonly colours: Uint32Array;
  /** Of what has been drawn there, from −1 for the nearest to 1; Infinity where nothing has. */
  readonly depths: Float32Array;
}

/** A small picture that is put wherever a point is. */
export interface Stamp {
  /** Its pixels that are seen: the places from its middle, and the colours. */
  readonly across: Int16Array;
  readonly down: Int16Array;
  readonly colours: Uint32Array;
  /** The farthest of them from the middle. */
  readonly reach: number;
}

export interface Ink {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** From 0 to 1. */
  readonly opacity: number;
}

export function clearRaster({ colours, depths }: Raster): void {
  colours.fill(0);
  depths.fill(Infinity);
}

/**
 * @param pixels - four bytes a pixel, row by row: red, green, blue, alpha
 * @param opaque - the least alpha, from 0 to 255, of a pixel that is seen; it is seen as if nothing shone through it
 */
export function stampOf(pixels: Uint8ClampedArray, size: number, opaque: number): Stamp {
  const seen = Array.from({ length: size * size }, (_, at) => at).filter((at) => (pixels[4 * at + 3] ?? 0) >= opaque);
  const middle = Math.floor(size / 2);
  const across = Int16Array.from(seen, (at) => (at % size) - middle);
  const down = Int16Array.from(seen, (at) => Math.floor(at / size) - middle);
  const byte = (at: number, channel: number): number => pixels[4 * at + channel] ?? 0;
  const colours = Uint32Array.from(seen, (at) => 0xff000000 | (byte(at, 2) << 16) | (byte(at, 1) << 8) | byte(at, 0));
  return { across, down, colours, reach: middle + 1 };
}

/**
 * Points, each of which hides what lies behind it.
 * @param positions - three numbers a point
 * @param view - 16 numbers, column by column: from the coordinates of the points to homogeneous ones of the picture, whose edges are at ±1
 */
export function stampPoints(raster: Raster, positions: ArrayLike<number>, view: ArrayLike<number>, stamp: Stamp): void {
  const { width, height, colours, depths } = raster;
  const { across, down, reach } = stamp;
  const offsets = Int32Array.from(across, (dx, i) => dx + (down[i] ?? 0) * width);
  const place = new Float64Array(3);
  for (let i = 0; i + 2 < positions.length; i += 3) {
    if (!project(positions, i, view, raster, place)) continue;
    const x = Math.floor(place[0] as number);
    const y = Math.floor(place[1] as number);
    const depth = place[2] as number;
    if (x < -reach || y < -reach || x >= width + reach || y >= height + reach) continue;
    const inside = x >= reach && y >= reach && x < width - reach && y < height - reach;
    const base = y * width + x;
    for (let k = 0; k < offsets.length; k++) {
      if (!inside) {
        const [px, py] = [x + (across[k] as number), y + (down[k] as number)];
        if (px < 0 || py < 0 || px >= width || py >= height) continue;
      }
      const at = base + (offsets[k] as number);
      if (depth >= (depths[at] as number)) continue;
      depths[at] = depth;
      colours[at] = stamp.colours[k] as number;
    }
  }
}

/**
 * Lines between pairs of ends, one pixel thick, where nothing that has been drawn hides them.
 * @param positions - six numbers a line
 */
export function drawLines(raster: Raster, positions: ArrayLike<number>, view: ArrayLike<number>, ink: Ink): void {
  const { width, height, colours, depths } = raster;
  const [from, to] = [new Float64Array(3), new Float64Array(3)];
  for (let i = 0; i + 5 < positions.length; i += 6) {
    if (!project(positions, i, view, raster, from) || !project(positions, i + 3, view, raster, to)) continue;
    const [x, y, depth] = [from[0] as number, from[1] as number, from[2] as number];
    const [dx, dy, deeper] = [(to[0] as number) - x, (to[1] as number) - y, (to[2] as number) - depth];
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy))));
    let [first, last] = [0, 1];
    if (!isInside(x, y, raster) || !isInside(x + dx, y + dy, raster))
      [first, last] = within(x, dx, width, within(y, dy, height, [0, 1]));
    // The next line begins where this one ends.
    for (let step = Math.ceil(first * steps); step < last * steps; step++) {
      const share = step / steps;
      const px = Math.floor(x + share * dx);
      const py = Math.floor(y + share * dy);
      if (!isInside(px, py, raster)) continue;
      const at = py * width + px;
      if (depth + share * deeper < (depths[at] as number)) colours[at] = over(ink, colours[at] as number);
    }
  }
}

function isInside(x: number, y: number, { width, height }: Pick<Raster, 'width' | 'height'>): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}

/** Where a point is in the picture: pixels from the left and from above, and its depth; false where it is behind the camera. */
function project(
  positions: ArrayLike<number>,
  i: number,
  view: ArrayLike<number>,
  { width, height }: Pick<Raster, 'width' | 'height'>,
  place: Float64Array,
): boolean {
  const x = positions[i] as number;
  const y = positions[i + 1] as number;
  const z = positions[i + 2] as number;
  const row = (k: number): number =>
    (view[k] as number) * x + (view[k + 4] as number) * y + (view[k + 8] as number) * z + (view[k + 12] as number);
  const w = row(3);
  const depth = row(2) / w;
  if (!(w > 0 && depth > -1 && depth < 1)) return false;
  place[0] = ((row(0) / w + 1) / 2) * width;
  place[1] = ((1 - row(1) / w) / 2) * height;
  place[2] = depth;
  return true;
}

/** The part of a line, as shares of it, in which one of its coordinates is between 0 and an end. */
function within(from: number, by: number, end: number, [first, last]: readonly [number, number]): [number, number] {
  if (by === 0) return from >= 0 && from < end ? [first, last] : [1, 0];
  const [a, b] = [-from / by, (end - from) / by];
  return [Math.max(first, Math.min(a, b)), Math.min(last, Math.max(a, b))];
}

/** A pixel with ink laid over it. */
function over({ red, green, blue, opacity }: Ink, below: number): number {
  const under = ((below >>> 24) / 255) * (1 - opacity);
  const alpha = opacity + under;
  const [ours, theirs] = [opacity / alpha, under / alpha];
  const b = Math.round(blue * ours + ((below >>> 16) & 255) * theirs);
  const g = Math.round(green * ours + ((below >>> 8) & 255) * theirs);
  const r = Math.round(red * ours + (below & 255) * theirs);
  return ((Math.round(255 * alpha) << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
