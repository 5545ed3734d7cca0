import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Reals } from '../mathematics/points';
import { zeroPoints } from '../mathematics/points';
import type { Alignment, Group } from './define-group';
import { inFloat64, multiplyTransposed, rowsPerBlock } from './inner-products';

/** The map (g x)_k = sign · x_source[k]. */
export interface SignedPermutation {
  readonly source: Int32Array;
  readonly sign: 1 | -1;
  /** What it does, for people: "turned by 90°". */
  readonly name: string;
}

/**
 * A small finite group given by the list of its maps, all different, the identity first. An element is its place in the list.
 * Each of `align`'s maxima is taken over one matrix product an element.
 */
export function signedPermutationGroup(ambientDimension: number, maps: readonly SignedPermutation[]): Group {
  const places = new Map(maps.map((map, place) => [keyOf(map), place]));
  if (places.size !== maps.length) throw new Error('Two elements of a finite group act in the same way.');
  const mapOf = (g: Float64Array): SignedPermutation => {
    const map = maps[g[0] ?? 0];
    if (map === undefined) throw new Error('No such element.');
    return map;
  };
  const elementOf = (map: Omit<SignedPermutation, 'name'>): Float64Array => {
    const place = places.get(keyOf(map));
    if (place === undefined) throw new Error('The list of maps is not closed.');
    return Float64Array.of(place);
  };
  const valueAt = (map: SignedPermutation, y: Reals, z: Reals): number => {
    let sum = 0;
    for (let k = 0; k < ambientDimension; k++) sum += (y[k] as number) * (z[map.source[k] as number] as number);
    return map.sign * sum;
  };
  const moves = distinctMoves(maps);
  const alignPair = (y: Reals, z: Reals): Alignment => {
    const values = maps.map((map) => valueAt(map, y, z));
    const value = Math.max(...values);
    return { value, element: Float64Array.of(values.indexOf(value)) };
  };

  return {
    ambientDimension,
    order: maps.length,
    dimension: 0,
    elementSize: 1,
    exact: true,
    exactMean: true,
    identity: () => Float64Array.of(0),
    compose(g, h) {
      const [outer, inner] = [mapOf(g), mapOf(h)];
      return elementOf({
        source: outer.source.map((k) => inner.source[k] ?? 0),
        sign: outer.sign === inner.sign ? 1 : -1,
      });
    },
    inverse(g) {
      const { source, sign } = mapOf(g);
      return elementOf({ source: inverseOf(source), sign });
    },
    sample: (random) => Float64Array.of(random.integer(maps.length)),
    act(g, x, out) {
      const { source, sign } = mapOf(g);
      for (let k = 0; k < ambientDimension; k++) out[k] = sign * (x[source[k] ?? 0] ?? 0);
    },
    align(y, z, out) {
      const left = inFloat64(y.values);
      const right = inFloat64(z.values);
      const moved = new Float64Array(right.length);
      const blockRows = rowsPerBlock(z.count);
      const product = new Float64Array(blockRows * z.count);
      maps.forEach(({ source, sign }, place) => {
        for (let j = 0; j < z.count; j++) {
          const at = j * ambientDimension;
          for (let k = 0; k < ambientDimension; k++)
            moved[at + k] = sign * (right[at + (source[k] as number)] as number);
        }
        for (let from = 0; from < y.count; from += blockRows) {
          const rows = Math.min(blockRows, y.count - from);
          const part = left.subarray(from * ambientDimension, (from + rows) * ambientDimension);
          multiplyTransposed(part, moved, rows, z.count, ambientDimension, product);
          const target = out.subarray(from * z.count, (from + rows) * z.count);
          for (let k = 0; k < target.length; k++) {
            if (place === 0 || (product[k] as number) > (target[k] as number)) target[k] = product[k] as number;
          }
        }
      });
    },
    alignPair,
    alignTensors: (y, z) =>
      tf.tidy(() => {
        // ⟨y, g z⟩ = ⟨g⁻¹ y, z⟩, and there are fewer y; maps that differ in sign alone share a product.
        const products = moves.map(({ back, signs }): Tensor2D => {
          const product: Tensor2D = tf.matMul(tf.gather(y, tf.tensor1d(back, 'int32'), 1), z, false, true);
          if (signs.length > 1) return tf.abs(product);
          return signs[0] === 1 ? product : tf.neg(product);
        });
        return products.reduce((best, next) => tf.maximum(best, next));
      }),
    orbitDimension: () => 0,
    tangents: () => zeroPoints(0, ambientDimension),
    volume: maps.length,
    genericStabiliser: 1,
    posteriorMean(y, z, kappa, out) {
      const values = maps.map((map) => kappa * valueAt(map, y, z));
      const highest = Math.max(...values);
      const weights = values.map((value) => Math.exp(value - highest));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      out.fill(0);
      maps.forEach(({ source, sign }, place) => {
        const share = (sign * (weights[place] ?? 0)) / total;
        for (let k = 0; k < ambientDimension; k++) out[k] = (out[k] ?? 0) + share * (z[source[k] ?? 0] ?? 0);
      });
      return highest + Math.log(total / maps.length);
    },
    describe: (g) => mapOf(g).name,
    elements: () => maps.map((_, place) => Float64Array.of(place)),
    steps: [{ label: 'Element', count: maps.length, element: (step) => Float64Array.of(step) }],
  };
}

/** A permutation of coordinates by its inverse, with the signs that the maps have it with. */
interface Move {
  readonly back: Int32Array;
  readonly signs: (1 | -1)[];
}

function distinctMoves(maps: readonly SignedPermutation[]): readonly Move[] {
  const moves = new Map<string, Move>();
  for (const { source, sign } of maps) {
    const known = moves.get(source.join());
    if (known === undefined) moves.set(source.join(), { back: inverseOf(source), signs: [sign] });
    else known.signs.push(sign);
  }
  return [...moves.values()];
}

function inverseOf(source: Int32Array): Int32Array {
  const back = new Int32Array(source.length);
  source.forEach((from, to) => (back[from] = to));
  return back;
}

function keyOf(map: Omit<SignedPermutation, 'name'>): string {
  return `${String(map.sign)}:${map.source.join(',')}`;
}
