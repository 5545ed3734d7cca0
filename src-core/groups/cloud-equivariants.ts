import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Equivariants } from './equivariants';

/** Larger clouds would have too many pairs. */
const mostPoints = 24;

/**
 * Invariants and equivariant vectors of O(d), or without `reflections` of SO(d), on clouds of points of R^d: inner products and the points themselves, by the
 * first fundamental theorem (Weyl, 1939). SO(3) adds cross and triple products, SO(2) the points turned by a right angle. Undefined for SO(d) with d > 3, where
 * they would be determinants of d points, and for large clouds.
 */
export function cloudEquivariants(points: number, d: number, reflections: boolean): Equivariants | undefined {
  if (points > mostPoints || (!reflections && d > 3)) return undefined;
  const pairs = choose(points, 2);
  const upper = [...Array.from({ length: points }, (_, p) => [p, p] as const), ...pairs];
  const triples = !reflections && d === 3 && points >= 3 ? choose(points, 3) : [];
  const turned = !reflections && d === 2;
  const crossed = !reflections && d === 3;
  return {
    invariants: upper.length + (turned ? pairs.length : 0) + triples.length,
    blocks: [
      {
        coordinates: Array.from({ length: points * d }, (_, k) => k),
        width: d,
        vectors: points * (turned ? 2 : 1) + (crossed ? pairs.length : 0),
      },
    ],
    evaluate(flat) {
      const [replicas, count] = flat.shape;
      const cloud = tf.reshape(flat, [replicas, count, points, d]);
      const take = (rows: readonly number[]): Tensor => tf.gather(cloud, tf.tensor1d([...rows], 'int32'), 2);
      const inner = (a: Tensor, b: Tensor): Tensor3D => tf.sum(tf.mul(a, b), 3);
      const firsts = (of: readonly (readonly number[])[], place: number): readonly number[] =>
        of.map((entry) => entry[place] ?? 0);
      const numbers = [inner(take(firsts(upper, 0)), take(firsts(upper, 1)))];
      const vectors: Tensor[] = [cloud];
      if (turned) {
        const quarter = turnedByRightAngle(cloud);
        vectors.push(quarter);
        if (pairs.length > 0) {
          const second = tf.gather(quarter, tf.tensor1d([...firsts(pairs, 1)], 'int32'), 2);
          numbers.push(inner(take(firsts(pairs, 0)), second));
        }
      }
      if (crossed && pairs.length > 0) vectors.push(crossProducts(take(firsts(pairs, 0)), take(firsts(pairs, 1))));
      if (triples.length > 0) {
        const normal = crossProducts(take(firsts(triples, 0)), take(firsts(triples, 1)));
        numbers.push(inner(normal, take(firsts(triples, 2))));
      }
      return { invariants: tf.concat(numbers, 2), vectors: [tf.concat(vectors, 2) as Tensor4D] };
    },
  };
}

/** All ascending tuples of `size` of the first `count` numbers. */
function choose(count: number, size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  return Array.from({ length: count }, (_, last) => choose(last, size - 1).map((rest) => [...rest, last])).flat();
}

const coordinate = (vectors: Tensor, a: number): Tensor => {
  const [replicas = 0, count = 0, rows = 0] = vectors.shape;
  return tf.slice(vectors, [0, 0, 0, a], [replicas, count, rows, 1]);
};

/** (x, y) ↦ (−y, x). */
function turnedByRightAngle(vectors: Tensor): Tensor {
  return tf.concat([tf.neg(coordinate(vectors, 1)), coordinate(vectors, 0)], 3);
}

function crossProducts(a: Tensor, b: Tensor): Tensor {
  const part = (i: number, j: number): Tensor =>
    tf.sub(tf.mul(coordinate(a, i), coordinate(b, j)), tf.mul(coordinate(a, j), coordinate(b, i)));
  return tf.concat([part(1, 2), part(2, 0), part(0, 1)], 3);
}
