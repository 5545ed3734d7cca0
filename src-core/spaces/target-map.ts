import { ExpectedError } from '../errors';
import type { Reals } from '../mathematics/points';

/** What can be learned of an input, in closed form. */
export const targets = ['power', 'twist', 'relative', 'waves', 'sectors'] as const;
export type Target = (typeof targets)[number];

export interface TargetSettings {
  /** k of `power`, `twist`, `relative` and `waves`. */
  readonly frequency: number;
  /** Outputs of `waves`, classes of `sectors`. */
  readonly outputs: number;
}

/** A map g: R^inputs → R^outputs. */
export interface TargetMap {
  readonly outputs: number;
  map(x: Reals, out: Float64Array): void;
}

/**
 * The map that a target stands for. With z_p the complex number of the p-th plane of the input:
 * - `power`: y_p = z_p^k, equivariant (turning the input's planes by θ turns the outputs' by kθ);
 * - `twist`: y_p = (z_p e^{i Re(z_0 conj z_1)})^k, equivariant too, but no polynomial;
 * - `relative`: y_p = (z_p conj z_{p+1})^k, invariant under turning all planes together;
 * - `waves`: y_j = sin(k (x_j + x_{j+1}) + j), indices of x taken around;
 * - `sectors`: the unit vector of the class, one of equally wide sectors of the angle of z_0 conj z_1 (of z_0 where there is one plane).
 * @throws ExpectedError('does-not-fit') where the input has too few coordinates
 */
export function targetMap(target: Target, inputs: number, { frequency, outputs }: TargetSettings): TargetMap {
  if (target === 'waves')
    return {
      outputs,
      map(x, out) {
        for (let j = 0; j < outputs; j++)
          out[j] = Math.sin(frequency * ((x[j % inputs] ?? 0) + (x[(j + 1) % inputs] ?? 0)) + j);
      },
    };
  const least = target === 'relative' || target === 'twist' ? 4 : 2;
  if (inputs % 2 === 1 || inputs < least)
    throw new ExpectedError(
      'does-not-fit',
      `The target '${target}' is a function of planes, pairs of coordinates; expected an even number of input coordinates, at least ${String(least)}, not ${String(inputs)}.`,
    );
  if (target === 'power')
    return {
      outputs: inputs,
      map(x, out) {
        for (let p = 0; p < inputs; p += 2) complexPower(x[p] ?? 0, x[p + 1] ?? 0, frequency, out, p);
      },
    };
  if (target === 'twist')
    return {
      outputs: inputs,
      map(x, out) {
        const [angle] = timesConjugate(x, 0, 2);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let p = 0; p < inputs; p += 2) {
          const [re, im] = [x[p] ?? 0, x[p + 1] ?? 0];
          complexPower(c * re - s * im, s * re + c * im, frequency, out, p);
        }
      },
    };
  if (target === 'relative')
    return {
      outputs: inputs - 2,
      map(x, out) {
        for (let p = 0; p + 2 < inputs; p += 2) {
          const [re, im] = timesConjugate(x, p, p + 2);
          complexPower(re, im, frequency, out, p);
        }
      },
    };
  if (outputs < 2)
    throw new ExpectedError('invalid-input', `The target 'sectors' has ${String(outputs)} class; expected at least 2.`);
  return {
    outputs,
    map(x, out) {
      const [re, im] = inputs >= 4 ? timesConjugate(x, 0, 2) : [x[0] ?? 0, x[1] ?? 0];
      const turn = Math.atan2(im, re) / (2 * Math.PI);
      out.fill(0);
      out[Math.min(outputs - 1, Math.floor(outputs * (turn < 0 ? turn + 1 : turn)))] = 1;
    },
  };
}

/** z_p times the conjugate of z_q, by their first coordinates. */
function timesConjugate(x: Reals, p: number, q: number): readonly [number, number] {
  const [a, b, c, d] = [x[p] ?? 0, x[p + 1] ?? 0, x[q] ?? 0, x[q + 1] ?? 0];
  return [a * c + b * d, b * c - a * d];
}

function complexPower(re: number, im: number, power: number, out: Float64Array, at: number): void {
  let [a, b] = [1, 0];
  for (let k = 0; k < power; k++) [a, b] = [a * re - b * im, a * im + b * re];
  out[at] = a;
  out[at + 1] = b;
}
