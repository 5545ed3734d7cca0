import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Equivariants } from './equivariants';
import { monomialsOfWeight, type Monomial } from './monomials';
import type { FrequencyClass } from './planes';
import { greatestCommonDivisor } from './trigonometric-polynomial';

/** More polynomials than these make a network slower than other ways to equivariance. */
const most = 160;

/** A complex number a point: real and imaginary parts, [R, B, 1]. */
interface Complex {
  readonly re: Tensor3D;
  readonly im: Tensor3D;
}

/**
 * Invariants and equivariant vectors of SO(2), or with `reflections` of O(2), on planes: monomials in the planes' complex coordinates and their conjugates, of
 * weight 0 and of each plane's frequency. Under O(2), which also conjugates, real parts are invariant and coefficients real. Coordinates left alone are
 * invariants of their own. Undefined where there would be too many.
 */
export function planarEquivariants(
  classes: readonly FrequencyClass[],
  left: readonly number[],
  reflections: boolean,
): Equivariants | undefined {
  const planes = classes.flatMap((entry) => entry.planes);
  const divisor = planes.reduce((common, { frequency }) => greatestCommonDivisor(common, frequency), 0);
  const frequencies = planes.map(({ frequency }) => frequency / divisor);
  // Enough for the generators of two planes: y_p^k conj(y_q)^l with k and l at most each other's frequency.
  const degree = classes.length === 1 ? 2 : 2 * Math.max(...frequencies);
  if (degree > 8 || planes.length ** degree > 1e6) return undefined;
  const scalars = monomialsOfWeight(frequencies, 0, degree, most);
  const vectorsOf = classes.map(({ frequency }) => monomialsOfWeight(frequencies, frequency / divisor, degree, most));
  if ([scalars, ...vectorsOf].some(({ length }) => length > most)) return undefined;
  const isReal = ({ powers, conjugates }: Monomial): boolean => powers.every((power, p) => power === conjugates[p]);
  const imaginary = reflections ? [] : scalars.filter((one) => !isReal(one));
  const perMonomial = reflections ? 1 : 2;

  return {
    invariants: scalars.length + imaginary.length + left.length,
    blocks: [
      ...classes.map((entry, c) => ({
        coordinates: entry.planes.flatMap(({ first, second }) => [first, second]),
        width: 2,
        vectors: perMonomial * (vectorsOf[c]?.length ?? 0),
      })),
      ...(left.length === 0 ? [] : [{ coordinates: left, width: 1, vectors: 1 }]),
    ],
    evaluate(points) {
      const value = evaluator(points, planes);
      const numbers = [
        ...scalars.map((one) => value(one).re),
        ...imaginary.map((one) => value(one).im),
        ...left.map((k) => column(points, k)),
      ];
      const vectors = vectorsOf.map((monomials): Tensor4D => {
        const parts = monomials.flatMap((one) => {
          const { re, im } = value(one);
          const straight = tf.concat([re, im], 2);
          return reflections ? [straight] : [straight, tf.concat([tf.neg(im), re], 2)];
        });
        return tf.stack(parts, 2) as Tensor4D;
      });
      if (left.length > 0) vectors.push(tf.ones([points.shape[0], points.shape[1], 1, 1]));
      return { invariants: tf.concat(numbers, 2), vectors };
    },
  };
}

function column(points: Tensor3D, k: number): Tensor3D {
  return tf.slice(points, [0, 0, k], [-1, -1, 1]);
}

function product(a: Complex, b: Complex): Complex {
  return {
    re: tf.sub(tf.mul(a.re, b.re), tf.mul(a.im, b.im)),
    im: tf.add(tf.mul(a.re, b.im), tf.mul(a.im, b.re)),
  };
}

/** Evaluates monomials, each product of two once. */
function evaluator(points: Tensor3D, planes: FrequencyClass['planes']): (monomial: Monomial) => Complex {
  const coordinates = planes.map(({ first, second }): Complex => ({
    re: column(points, first),
    im: column(points, second),
  }));
  const known = new Map<string, Complex>();
  const evaluate = (factors: readonly number[]): Complex => {
    const key = factors.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const last = factors.at(-1) ?? 0;
    const plain = coordinates[last % planes.length];
    if (plain === undefined) throw new Error('A monomial names a plane that is not there.');
    const factor = last < planes.length ? plain : { re: plain.re, im: tf.neg(plain.im) };
    const value = factors.length === 1 ? factor : product(evaluate(factors.slice(0, -1)), factor);
    known.set(key, value);
    return value;
  };
  return ({ powers, conjugates }) =>
    evaluate([...powers, ...conjugates].flatMap((power, variable) => new Array<number>(power).fill(variable)));
}
