import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Group } from './define-group';
import type { Equivariants } from './equivariants';

interface PlacedFactor {
  readonly group: Pick<Group, 'equivariants' | 'order'>;
  readonly from: number;
  readonly to: number;
}

/** Of a product on a direct sum: everything of each factor; undefined where one has none. Coordinates that nothing moves are invariants of their own. */
export function productEquivariants(
  factors: readonly PlacedFactor[],
  left: readonly number[],
): Equivariants | undefined {
  const still: number[] = [...left];
  const moving: { readonly own: Equivariants; readonly from: number; readonly to: number }[] = [];
  for (const { group, from, to } of factors) {
    if (group.order === 1) for (let k = from; k < to; k++) still.push(k);
    else if (group.equivariants === undefined) return undefined;
    else moving.push({ own: group.equivariants, from, to });
  }
  if (moving.length === 0) return undefined;
  return {
    invariants: moving.reduce((sum, { own }) => sum + own.invariants, still.length),
    blocks: [
      ...moving.flatMap(({ own, from }) =>
        own.blocks.map((block) => ({ ...block, coordinates: block.coordinates.map((k) => k + from) })),
      ),
      ...(still.length === 0 ? [] : [{ coordinates: still, width: 1, vectors: 1 }]),
    ],
    evaluate(points) {
      const [replicas, count] = points.shape;
      const parts = moving.map(({ own, from, to }) =>
        own.evaluate(tf.slice(points, [0, 0, from], [replicas, count, to - from])),
      );
      const numbers = parts.map(({ invariants }) => invariants);
      const vectors: Tensor4D[] = parts.flatMap((part) => part.vectors);
      if (still.length > 0) {
        numbers.push(tf.gather(points, tf.tensor1d(still, 'int32'), 2));
        vectors.push(tf.ones([replicas, count, 1, 1]));
      }
      return { invariants: tf.concat(numbers, 2) as Tensor3D, vectors };
    },
  };
}
