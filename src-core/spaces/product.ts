import { z } from 'zod';
import { ExpectedError } from '../errors';
import { type Points, type Reals, rowOf, zeroPoints } from '../mathematics/points';
import { parseFactors } from '../registry/factors';
import { factorsParameter } from '../registry/parameters';
import { defineSpace, type Parametrisation, type Space } from './define-space';

export const product = defineSpace({
  id: 'product',
  label: 'Product of tasks',
  summary: 'Independent tasks side by side, their coordinates one after another.',
  parameters: z.object({
    factors: factorsParameter('The factors, written as in circle(radius=2)*sphere(dimension=2)', 'circle*sphere'),
  }),
  create({ factors }, resolve) {
    const spaces = parseFactors(factors).map((factor) => {
      if (factor.slice !== undefined)
        throw new ExpectedError(
          'invalid-input',
          `The task 'product': factors: '${factor.id}' has a slice, which only groups have.`,
        );
      return resolve(factor.reference);
    });
    return productSpace(spaces);
  },
});

/** The product of tasks; every optional part is there when all factors have it. */
function productSpace(spaces: readonly Space[]): Space {
  const ambientDimension = sum(spaces.map((space) => space.ambientDimension));
  const offsets = offsetsOf(spaces.map((space) => space.ambientDimension));
  const part = (x: Reals, i: number): Reals => {
    const from = offsets[i] ?? 0;
    return x.subarray(from, from + (spaces[i]?.ambientDimension ?? 0));
  };
  const residuals = present(spaces.map((space) => space.residual));
  const densities = present(spaces.map((space) => space.density));
  const parametrisations = present(spaces.map((space) => space.parametrisation));
  const dimensions = present(spaces.map((space) => space.dimension));
  const [only] = spaces;
  return {
    ambientDimension,
    dimension: dimensions && sum(dimensions),
    layout: spaces.length === 1 && only !== undefined ? only.layout : { kind: 'plain' },
    // In turn from the one stream, so that a second call goes on where the first ended.
    sample: (count, random) =>
      sideBySide(
        spaces.map((space) => space.sample(count, random)),
        offsets,
        ambientDimension,
      ),
    ...(residuals && { residual: (x: Reals) => Math.hypot(...residuals.map((residual, i) => residual(part(x, i)))) }),
    ...(densities && {
      density: (x: Reals) => densities.reduce((value, density, i) => value * density(part(x, i)), 1),
    }),
    ...(parametrisations && { parametrisation: productParametrisation(parametrisations, offsets, ambientDimension) }),
    geometry: {
      boundary: spaces.some((space) => space.geometry.boundary),
      curved: spaces.some((space) => space.geometry.curved),
      compact: spaces.every((space) => space.geometry.compact),
      noise: Math.sqrt(
        sum(spaces.map((space) => (space.geometry.noise ** 2 * space.ambientDimension) / ambientDimension)),
      ),
    },
  };
}

function productParametrisation(
  factors: readonly Parametrisation[],
  ambientOffsets: readonly number[],
  ambientDimension: number,
): Parametrisation {
  const dimension = sum(factors.map((factor) => factor.dimension));
  const offsets = offsetsOf(factors.map((factor) => factor.dimension));
  const ends = factors.map((factor, i) => (offsets[i] ?? 0) + factor.dimension);
  const jacobians = present(factors.map((factor) => factor.jacobian));
  const heights = ambientOffsets.map((from, i) => (ambientOffsets[i + 1] ?? ambientDimension) - from);
  const blocks = factors.map((factor, i) => new Float64Array((heights[i] ?? 0) * factor.dimension));
  return {
    dimension,
    latents: factors.flatMap((factor) => factor.latents),
    density: (u) => factors.reduce((value, factor, i) => value * factor.density(u.subarray(offsets[i], ends[i])), 1),
    draw(random, out) {
      for (const [i, factor] of factors.entries()) factor.draw(random, out.subarray(offsets[i], ends[i]));
    },
    embed(u, out) {
      for (const [i, factor] of factors.entries()) {
        const from = ambientOffsets[i] ?? 0;
        factor.embed(u.subarray(offsets[i], ends[i]), out.subarray(from, from + (heights[i] ?? 0)));
      }
    },
    ...(jacobians && {
      jacobian(u: Reals, out: Float64Array) {
        out.fill(0);
        for (const [i, block] of blocks.entries()) {
          const width = factors[i]?.dimension ?? 0;
          jacobians[i]?.(u.subarray(offsets[i], ends[i]), block);
          for (let row = 0; row < (heights[i] ?? 0); row++)
            out.set(
              block.subarray(row * width, (row + 1) * width),
              ((ambientOffsets[i] ?? 0) + row) * dimension + (offsets[i] ?? 0),
            );
        }
      },
    }),
  };
}

function sideBySide(parts: readonly Points[], offsets: readonly number[], ambientDimension: number): Points {
  const count = parts[0]?.count ?? 0;
  const all = zeroPoints(count, ambientDimension);
  for (const [i, points] of parts.entries())
    for (let row = 0; row < count; row++)
      all.values.set(rowOf(points, row), row * ambientDimension + (offsets[i] ?? 0));
  return all;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const offsetsOf = (sizes: readonly number[]): readonly number[] => sizes.map((_, i) => sum(sizes.slice(0, i)));

/** The values, if none is missing. */
function present<Value>(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  const found = values.filter((value) => value !== undefined);
  return found.length === values.length ? found : undefined;
}
