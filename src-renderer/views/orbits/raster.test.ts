import { describe, expect, it } from 'vitest';
import { clearRaster, drawLines, stampOf, stampPoints, type Raster } from './raster';

/** A picture of as many pixels as there are numbers from −1 to 1 in steps of 2 / size; the third coordinate is the depth. */
const unmoved = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const red = 0xff0000ff;
const blue = 0xffff0000;

function rasterOf(size: number): Raster {
  const raster = {
    ...{ width: size, height: size },
    colours: new Uint32Array(size * size),
    depths: new Float32Array(size * size),
  };
  clearRaster(raster);
  return raster;
}
const stamp = (size: number, colour: number, holes: readonly number[] = []) =>
  stampOf(
    Uint8ClampedArray.from({ length: 4 * size * size }, (_, i) =>
      holes.includes(Math.floor(i / 4)) && i % 4 === 3 ? 60 : (colour >>> (8 * (i % 4))) & 255,
    ),
    size,
    100,
  );
const rows = ({ width, height, colours }: Raster): string[] =>
  Array.from({ length: height }, (_, y) =>
    Array.from(colours.subarray(y * width, (y + 1) * width), (colour) =>
      colour === red ? 'r' : colour === blue ? 'b' : colour === 0 ? '.' : '?',
    ).join(''),
  );

describe('a raster', () => {
  it('puts stamps about points, without what shines through them, and cuts them off at the edges', () => {
    const raster = rasterOf(5);
    stampPoints(raster, [0, 0, 0, -0.9, 0.9, 0], unmoved, stamp(3, red, [0]));
    expect(rows(raster)).toEqual(['rr...', 'rrrr.', '.rrr.', '.rrr.', '.....']);
  });

  it('shows what is nearer, in whichever order it was drawn', () => {
    const behind = [0, 0, 0.5];
    const near = [0.4, 0, -0.5];
    const [first, second] = [rasterOf(5), rasterOf(5)];
    stampPoints(first, behind, unmoved, stamp(3, blue));
    stampPoints(first, near, unmoved, stamp(3, red));
    stampPoints(second, near, unmoved, stamp(3, red));
    stampPoints(second, behind, unmoved, stamp(3, blue));
    expect(rows(first)).toEqual(['.....', '.brrr', '.brrr', '.brrr', '.....']);
    expect(rows(second)).toEqual(rows(first));
  });

  it('leaves out what is behind the camera, outside, or nowhere', () => {
    const raster = rasterOf(5);
    const behindCamera = [...unmoved.slice(0, 15), -1];
    stampPoints(raster, [0, 0, 0], behindCamera, stamp(1, red));
    stampPoints(raster, [0, 0, 2, 9, 0, 0, NaN, 0, 0], unmoved, stamp(1, red));
    drawLines(raster, [5, 5, 0, 6, -5, 0, NaN, 0, 0, 1, 1, 0], unmoved, { red: 255, green: 0, blue: 0, opacity: 1 });
    expect(raster.colours.every((colour) => colour === 0)).toBe(true);
  });

  it('draws lines as far as the picture goes, behind what is nearer', () => {
    const raster = rasterOf(5);
    const ink = { red: 255, green: 0, blue: 0, opacity: 1 };
    stampPoints(raster, [0, 0, -0.5], unmoved, stamp(1, blue));
    drawLines(raster, [-50, 0, 0, 50, 0, 0], unmoved, ink);
    drawLines(raster, [-0.9, 0.9, 0, 0.9, -0.9, 0], unmoved, ink);
    expect(rows(raster)).toEqual(['r....', '.r...', 'rrbrr', '...r.', '.....']);
  });

  it('mixes colours as light shines through them', () => {
    const raster = rasterOf(1);
    const half = { red: 255, green: 0, blue: 0, opacity: 0.5 };
    drawLines(raster, [0, 0, 0, 0, 0, 0], unmoved, half);
    expect(raster.colours[0]).toBe(0x800000ff);
    clearRaster(raster);
    stampPoints(raster, [0, 0, 0.5], unmoved, stamp(1, blue));
    drawLines(raster, [0, 0, 0, 0, 0, 0], unmoved, half);
    expect(raster.colours[0]).toBe(0xff800080);
  });
});
