import { z } from 'zod';
import { ExpectedError } from '../errors';
import { integerParameter, realParameter } from '../registry/parameters';
import { defineSpace, type Parametrisation } from './define-space';
import { latentResidual } from './latent-residual';
import { embeddedPoints } from './sample-points';

/** A bump of this share of the image's side varies by 4 exp(−2π² · 0.75²) = 6 · 10⁻⁵ of its mean (Poisson's summation). */
const widestShare = 0.75;

export const bumpsImage = defineSpace({
  id: 'bumps-image',
  label: 'Image of two bumps',
  summary:
    'Two Gaussian bumps of heights 1 and ½ on a periodic grid, a fixed distance apart; uniform in place and angle.',
  parameters: z.object({
    size: integerParameter('Rows and columns of the image', 16, { minimum: 4, maximum: 128 }),
    width: realParameter('Standard deviation of each bump', 1.3, { minimum: 0.3, maximum: 64, unit: 'pixels' }),
    distance: realParameter('Distance between the bumps', 3.5, { minimum: 0.1, maximum: 64, unit: 'pixels' }),
  }),
  create({ size, width, distance }) {
    if (width > widestShare * size)
      throw new ExpectedError(
        'invalid-input',
        `The task 'bumps-image': width: bumps of standard deviation ${String(width)} fill a periodic image of ${String(size)} pixels evenly; ` +
          `expected at most ${String(widestShare * size)}.`,
      );
    const parametrisation = bumps(size, width, distance);
    return {
      ambientDimension: size * size,
      dimension: 3,
      layout: { kind: 'image', rows: size, columns: size, channels: 1 },
      sample: (count, random) => embeddedPoints(parametrisation, size * size, count, random),
      residual: latentResidual(parametrisation, size * size),
      parametrisation,
      geometry: { boundary: false, curved: true, compact: true, noise: 0 },
    };
  },
});

/** Row and column of the higher bump, and the direction of the lower one. */
function bumps(size: number, width: number, distance: number): Parametrisation {
  const pixels = size * size;
  // Values and derivatives along rows and columns, for both bumps.
  const [row, rowSlope, column, columnSlope] = Array.from({ length: 4 }, () => new Float64Array(2 * size));
  const evaluate = (u: Float32Array | Float64Array): void => {
    const [down = 0, right = 0, angle = 0] = u;
    const places = [down, right, down + distance * Math.sin(angle), right + distance * Math.cos(angle)];
    for (let bump = 0; bump < 2; bump++)
      for (let i = 0; i < size; i++) {
        setPeriodicBump(i - (places[2 * bump] ?? 0), size, width, bump * size + i, row, rowSlope);
        setPeriodicBump(i - (places[2 * bump + 1] ?? 0), size, width, bump * size + i, column, columnSlope);
      }
  };
  const at = (values: Float64Array | undefined, bump: number, i: number): number => values?.[bump * size + i] ?? 0;
  return {
    dimension: 3,
    latents: [
      { from: 0, to: size, periodic: true },
      { from: 0, to: size, periodic: true },
      { from: 0, to: 2 * Math.PI, periodic: true },
    ],
    density: () => 1 / (2 * Math.PI * pixels),
    draw(random, out) {
      out[0] = size * random.uniform();
      out[1] = size * random.uniform();
      out[2] = 2 * Math.PI * random.uniform();
    },
    embed(u, out) {
      evaluate(u);
      for (let r = 0; r < size; r++)
        for (let c = 0; c < size; c++)
          out[r * size + c] = at(row, 0, r) * at(column, 0, c) + 0.5 * at(row, 1, r) * at(column, 1, c);
    },
    jacobian(u, out) {
      evaluate(u);
      const [towardsRow, towardsColumn] = [distance * Math.cos(u[2] ?? 0), -distance * Math.sin(u[2] ?? 0)];
      for (let r = 0; r < size; r++)
        for (let c = 0; c < size; c++) {
          const [down, right] = [
            0.5 * at(rowSlope, 1, r) * at(column, 1, c),
            0.5 * at(row, 1, r) * at(columnSlope, 1, c),
          ];
          const pixel = 3 * (r * size + c);
          out[pixel] = at(rowSlope, 0, r) * at(column, 0, c) + down;
          out[pixel + 1] = at(row, 0, r) * at(columnSlope, 0, c) + right;
          out[pixel + 2] = down * towardsRow + right * towardsColumn;
        }
    },
  };
}

/** exp(−x²/2w²) summed over the period, and its derivative against the bump's place. */
function setPeriodicBump(
  x: number,
  period: number,
  width: number,
  index: number,
  value: Float64Array | undefined,
  slope: Float64Array | undefined,
): void {
  if (value === undefined || slope === undefined) return;
  const nearest = x - period * Math.round(x / period);
  const images = Math.ceil((7 * width) / period);
  let [sum, derivative] = [0, 0];
  for (let image = -images; image <= images; image++) {
    const offset = nearest + image * period;
    const term = Math.exp((-offset * offset) / (2 * width * width));
    sum += term;
    derivative += (offset / (width * width)) * term;
  }
  value[index] = sum;
  slope[index] = derivative;
}
