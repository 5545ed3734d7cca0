import { ExpectedError } from '../errors';
import { encodeValue } from '../registry/reference';
import { parseFactors } from '../registry/factors';
import type { Space } from './define-space';

/** The law of the inputs of pairs. */
export interface InputSpace {
  readonly space: Space;
  /** As a reference of its own: `torus?dimension=2`. */
  readonly reference: string;
}

/**
 * The task that a parameter names in the notation of factors: `torus(dimension=2)`, or a product such as `circle*cube`.
 * @throws ExpectedError('does-not-fit') where the inputs' law is not known, or is one of pairs
 */
export function inputSpace(task: string, text: string, resolve: (reference: string) => Space): InputSpace {
  const factors = parseFactors(text);
  const [only] = factors;
  const single = factors.length === 1 && only !== undefined && only.slice === undefined;
  const reference = single ? only.reference : `product?factors=${encodeValue(text)}`;
  const space = resolve(reference);
  if (space.parametrisation === undefined || space.layout.kind === 'pair')
    throw new ExpectedError(
      'does-not-fit',
      `The task '${task}': input: '${text}' cannot be drawn as inputs; expected a task of known law that is not one of pairs itself.`,
    );
  return { space, reference };
}
