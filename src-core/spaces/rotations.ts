import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { defineSpace } from './define-space';
import { frameResidual } from './frame-residual';
import { drawRotation, rotationParametrisation } from './rotation-parametrisation';
import { pointsFrom } from './sample-points';
import { uniformDensity } from './uniform-density';

/** SO(3) in the Frobenius metric: √2³ times its volume 8π² with unit angular speed. */
const volume = Math.SQRT2 ** 3 * 8 * Math.PI ** 2;

export const rotations = defineSpace({
  id: 'rotations',
  label: 'Rotations',
  summary: 'The rotations of space as 3 × 3 matrices, row by row; uniform (Haar measure).',
  parameters: z.object({}),
  create() {
    return {
      ambientDimension: 9,
      dimension: 3,
      layout: { kind: 'plain' },
      sample: (count, random) =>
        pointsFrom(count, 9, (out) => {
          drawRotation(random, out);
        }),
      residual,
      parametrisation: rotationParametrisation,
      density: uniformDensity(volume, residual),
      geometry: { boundary: false, curved: true, compact: true, noise: 0 },
    };
  },
});

function residual(x: Reals): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = x;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return Math.hypot(frameResidual(x, 3, 3), determinant - 1);
}
