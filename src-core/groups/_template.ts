/**
 * A starting point for a new group: copy this file, without the underscore, and run `npm run generate`. The laws of
 * test/laws/groups.test.ts then ask for a case of its own (a reference and the number of coordinates) and hold it to the
 * axioms, to `align` against brute force over the orbit, to its tangents, volume, means and so on.
 *
 * This one reverses the order of the coordinates: a finite group of two elements. Building blocks that save most of the work:
 * - signedPermutationGroup: small finite groups that permute coordinates, with one sign an element;
 * - planarGroup: rotations and reflections of planes, by all angles or by finitely many;
 * - pointRotationGroup: O(d) and SO(d) on point clouds;
 * - for anything else, return a Group of your own; what its members mean is said in define-group.ts.
 */
import { z } from 'zod';
import { ExpectedError } from '../errors';
import { integerParameter } from '../registry/parameters';
import { defineGroup } from './define-group';
import { signedPermutationGroup } from './signed-permutation-group';

/** x_0 … x_{D−1} and x_{D−1} … x_0 are the same, from a coordinate on. */
export const reversal = defineGroup({
  // Never changed once released: stored runs name it.
  id: 'reversal',
  // For people: British English, a noun, then one sentence.
  label: 'Reversal',
  summary: 'Reverses the order of the coordinates.',
  // Made by the functions of registry/parameters alone, which know how to read text and describe themselves for forms.
  parameters: z.object({ from: integerParameter('First coordinate that moves', 0, { minimum: 0 }) }),
  // Whether it is worth trying on such data when nobody has named a group.
  suits: ({ layout }) => layout?.kind === 'plain',
  create({ from }, { ambientDimension }) {
    // What does not fit says which coordinates are missing.
    if (from + 2 > ambientDimension) {
      throw new ExpectedError(
        'does-not-fit',
        `The group 'reversal' moves coordinates from ${String(from)} on, but the data has only ${String(ambientDimension)}.`,
      );
    }
    const identity = Int32Array.from({ length: ambientDimension }, (_, k) => k);
    const reversed = identity.map((k) => (k < from ? k : ambientDimension - 1 + from - k));
    // The identity comes first.
    return signedPermutationGroup(ambientDimension, [
      { source: identity, sign: 1, name: 'order kept' },
      { source: reversed, sign: 1, name: 'order reversed' },
    ]);
  },
});
