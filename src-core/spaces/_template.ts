/**
 * A starting point for a new task: copy this file, without the underscore, and run `npm run generate`. The laws of
 * test/laws/spaces.test.ts then ask for a case of its own (a reference) and hold it to them: its samples lie on it, its
 * latents' density integrates to 1, draws and samples agree, the Jacobian agrees with differences, and so on. The predictions
 * of both laws, for every group, come for free.
 *
 * This one is an arc of a parabola, drawn uniformly in x: a density that is not constant along the arc. Building blocks:
 * - embeddedPoints: samples from the parametrisation, with noise where wanted;
 * - uniformDensity: for laws that are uniform against the space's volume;
 * - sphereParametrisation, rotationParametrisation: spheres of any dimension, and SO(3);
 * - latentResidual: the distance to the space where there is no closed form.
 */
import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { realParameter } from '../registry/parameters';
import { defineSpace, type Parametrisation } from './define-space';
import { embeddedPoints } from './sample-points';

/** The points (x, x²) with |x| below the half-width. */
export const parabola = defineSpace({
  // Never changed once released: stored runs name it.
  id: 'parabola',
  // For people: British English, a noun, then one sentence that ends with the law of the data.
  label: 'Parabola',
  summary: 'An arc of the parabola y = x² around its vertex, uniform in x.',
  // Made by the functions of registry/parameters alone, which know how to read text and describe themselves for forms.
  parameters: z.object({
    width: realParameter('Half the width of the arc', 1, { minimum: 1e-3, maximum: 1e3 }),
  }),
  create({ width }) {
    // Latents cover the space once, up to measure zero; q(u) integrates to 1 over their box.
    const parametrisation: Parametrisation = {
      dimension: 1,
      latents: [{ from: -width, to: width, periodic: false }],
      density: () => 1 / (2 * width),
      draw(random, out) {
        out[0] = width * (2 * random.uniform() - 1);
      },
      embed(u, out) {
        const [x = 0] = u;
        out.set([x, x * x]);
      },
      // D × k, row by row. It may be left out: central differences are taken then.
      jacobian(u, out) {
        out.set([1, 2 * (u[0] ?? 0)]);
      },
    };
    // 0 exactly on the space. Leave it out, with the density, where noise blurs the space.
    const residual = ([x = 0, y = 0]: Reals): number => Math.hypot(y - x * x, Math.max(0, Math.abs(x) - width));
    return {
      ambientDimension: 2,
      dimension: 1,
      layout: { kind: 'plain' },
      sample: (count, random) => embeddedPoints(parametrisation, 2, count, random),
      residual,
      parametrisation,
      // Against the length of the arc: q(u) divided by the speed.
      density: (x) => (residual(x) > 1e-6 ? 0 : 1 / (2 * width * Math.hypot(1, 2 * (x[0] ?? 0)))),
      geometry: { boundary: true, curved: true, compact: true, noise: 0 },
    };
  },
});
