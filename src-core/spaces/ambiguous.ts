import { z } from 'zod';
import { ExpectedError } from '../errors';
import { choiceParameter, factorsParameter, integerParameter, realParameter } from '../registry/parameters';
import { defineSpace, type Space } from './define-space';
import { inputSpace } from './input-space';
import { mixtureSpace } from './mixture-space';
import { pairSpace } from './pair-space';

/** How far the fibre moves with the input. */
const shift = 0.5;

/**
 * Pairs (x, y) with many answers to each x: y = s + x/2 with s drawn from the fibre, whatever x is. The law of y given x is the fibre's, moved; the moves are a
 * symmetry of rotations of the first plane, so that SO(2) on both is one of the pairs.
 */
export const ambiguous = defineSpace({
  id: 'ambiguous',
  label: 'Ambiguous prediction',
  summary: 'Pairs of an input and one of its many outputs, spread over a fibre that moves with the input.',
  parameters: z.object({
    kind: choiceParameter(
      'The fibre: a mixture of normal laws in R^d, a ring (the sphere S^d, for d = 1 a circle), or a torus of d circles',
      ['ring', 'mixture', 'torus-fibre'],
      'ring',
    ),
    dimension: integerParameter('Dimension d of the fibre', 1, { minimum: 1, maximum: 64 }),
    input: factorsParameter('The law of the inputs, a task written as in torus(dimension=2)', 'circle'),
    components: integerParameter('Normal laws of the mixture', 3, { minimum: 1, maximum: 1000 }),
    spread: realParameter(
      'Standard deviation of each normal law of the mixture; their centres are about 1 apart',
      0.2,
      {
        minimum: 1e-6,
        maximum: 1e3,
      },
    ),
  }),
  create({ kind, dimension, input, components, spread }, resolve) {
    const { space } = inputSpace('ambiguous', input, resolve);
    const fibre = fibreOf(kind, dimension, { components, spread }, resolve);
    const { residual } = fibre;
    if (residual === undefined) throw new ExpectedError('does-not-fit', 'The fibre is blurred.');
    const moved = Math.min(space.ambientDimension, fibre.ambientDimension);
    const still = new Float64Array(fibre.ambientDimension);
    return pairSpace({
      input: space,
      outputs: fibre.ambientDimension,
      fibre,
      output(x, s, out) {
        out.set(s);
        for (let k = 0; k < moved; k++) out[k] = (out[k] ?? 0) + shift * (x[k] ?? 0);
      },
      residual(x, y) {
        for (let k = 0; k < still.length; k++) still[k] = (y[k] ?? 0) - (k < moved ? shift * (x[k] ?? 0) : 0);
        return residual(still);
      },
      noise: 0,
      curved: false,
      classes: false,
      laws: { conditional: fibre },
    });
  },
});

function fibreOf(
  kind: 'ring' | 'mixture' | 'torus-fibre',
  dimension: number,
  { components, spread }: { readonly components: number; readonly spread: number },
  resolve: (reference: string) => Space,
): Space {
  if (kind === 'ring') return resolve(`sphere?dimension=${String(dimension)}`);
  if (kind === 'torus-fibre') return resolve(`torus?dimension=${String(dimension)}`);
  return mixtureSpace(dimension, components, spread);
}
