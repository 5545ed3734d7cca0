import { z } from 'zod';
import { choiceParameter, factorsParameter, integerParameter, realParameter } from '../registry/parameters';
import { parseReference } from '../registry/reference';
import { defineSpace, type Space } from './define-space';
import { inputSpace } from './input-space';
import { pairSpace } from './pair-space';
import { targetMap, targets, type Target } from './target-map';

/** Pairs (x, g(x)) for supervised prediction: a predictor is given x, and its outputs are held against y. */
export const regression = defineSpace({
  id: 'regression',
  label: 'Supervised prediction',
  summary: 'Pairs of an input and its target, a smooth function of it or the class that it belongs to.',
  parameters: z.object({
    input: factorsParameter('The law of the inputs, a task written as in torus(dimension=2)', 'torus(dimension=2)'),
    target: choiceParameter(
      'What is to be predicted: a power of each plane (equivariant), the same twisted by their angles, relative angles (invariant), waves, or the class of a sector',
      targets,
      'power',
    ),
    frequency: integerParameter('Power of the planes, or frequency of the waves', 2, { minimum: 1, maximum: 64 }),
    outputs: integerParameter('Number of waves, or of classes', 3, { minimum: 1, maximum: 1024 }),
    noise: realParameter('Standard deviation of the noise on every coordinate of the target', 0, {
      minimum: 0,
      maximum: 1e3,
    }),
  }),
  create({ input, target, frequency, outputs, noise }, resolve) {
    const from = inputSpace('regression', input, resolve);
    const { outputs: width, map } = targetMap(target, from.space.ambientDimension, { frequency, outputs });
    const expected = new Float64Array(width);
    const law = noise === 0 ? lawOfOutputs(target, from.reference, frequency, resolve) : undefined;
    return pairSpace({
      input: from.space,
      outputs: width,
      output: (x, _, out) => {
        map(x, out);
      },
      residual(x, y) {
        map(x, expected);
        return Math.hypot(...expected.map((value, k) => value - (y[k] ?? 0)));
      },
      noise,
      curved: true,
      classes: target === 'sectors' && noise === 0,
      laws: law === undefined ? {} : { outputs: law },
    });
  },
});

/**
 * The law of g(x) where it is another task's: powers and relative angles of uniform angles are uniform, and a twist turns all planes by an angle that depends on
 * their relative angles alone, which keeps volumes.
 */
function lawOfOutputs(
  target: Target,
  input: string,
  frequency: number,
  resolve: (reference: string) => Space,
): Space | undefined {
  if (target === 'waves' || target === 'sectors') return undefined;
  const { id, parameters } = parseReference(input);
  if (id === 'torus') {
    const circles = Number(parameters['dimension'] ?? 2);
    return resolve(`torus?dimension=${String(target === 'relative' ? circles - 1 : circles)}`);
  }
  if (id !== 'circle' || target !== 'power' || Number(parameters['concentration'] ?? 0) !== 0) return undefined;
  return resolve(`circle?radius=${String(Number(parameters['radius'] ?? 1) ** frequency)}`);
}
