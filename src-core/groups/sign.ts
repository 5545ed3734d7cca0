import { z } from 'zod';
import { defineGroup } from './define-group';
import { signedPermutationGroup } from './signed-permutation-group';

/** x and −x are the same. */
export const sign = defineGroup({
  id: 'sign',
  label: 'Sign ±1',
  summary: 'Changes the sign of all coordinates together.',
  parameters: z.object({}),
  suits: () => true,
  create(_parameters, { ambientDimension }) {
    const source = Int32Array.from({ length: ambientDimension }, (_, k) => k);
    const group = signedPermutationGroup(ambientDimension, [
      { source, sign: 1, name: 'sign kept' },
      { source, sign: -1, name: 'sign changed' },
    ]);
    if (ambientDimension > 1) return group;
    return { ...group, canonical: { dimension: 1, map: (x, out) => void (out[0] = Math.abs(x[0] ?? 0)) } };
  },
});
