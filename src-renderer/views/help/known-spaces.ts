/** A space whose constant is known in closed form, by references, and how the constant of the i.i.d. law is written. */
export interface KnownSpace {
  readonly name: string;
  readonly task: string;
  readonly group: string;
  readonly dimension: number;
  /** TeX. */
  readonly formula: string;
  readonly constant: number;
}

/** Γ(5/3) ω₃^(−2/3), of the i.i.d. law in three dimensions; Γ(5/3) = 0.9027452929509336. */
const three = 0.9027452929509336 * ((4 / 3) * Math.PI) ** (-2 / 3);
const threeTex = '\\Gamma(\\tfrac53)\\,\\omega_3^{-2/3}';
/** Γ(3/2) ω₄^(−1/2). */
const four = (Math.sqrt(Math.PI) / 2) * (Math.PI ** 2 / 2) ** -0.5;

function space(
  name: string,
  [task, group]: readonly [string, string],
  dimension: number,
  [formula, constant]: readonly [string, number],
): KnownSpace {
  return { name, task, group, dimension, formula, constant };
}

const { PI } = Math;

/** Uniform laws, chordal distances in the embedding that the program uses. */
export const knownSpaces: readonly KnownSpace[] = [
  space('Circle', ['circle', 'trivial'], 1, ['2\\pi^2', 2 * PI ** 2]),
  space('Circle modulo C₅', ['circle', 'cyclic?order=5'], 1, ['\\tfrac12(2\\pi/5)^2', 0.5 * ((2 * PI) / 5) ** 2]),
  space('Torus of two dimensions', ['torus?dimension=2', 'trivial'], 2, ['4\\pi', 4 * PI]),
  space('… modulo the diagonal SO(2)', ['torus?dimension=2', 'so2'], 1, ['\\pi^2', PI ** 2]),
  space('Torus of three dimensions', ['torus?dimension=3', 'trivial'], 3, [
    `${threeTex}(2\\pi)^2`,
    three * (2 * PI) ** 2,
  ]),
  space('2-sphere', ['sphere?dimension=2', 'trivial'], 2, ['4', 4]),
  space('2-sphere modulo ±1', ['sphere?dimension=2', 'sign'], 2, ['2', 2]),
  space('3-sphere', ['sphere?dimension=3', 'trivial'], 3, [
    `${threeTex}(2\\pi^2)^{2/3}`,
    three * (2 * PI ** 2) ** (2 / 3),
  ]),
  space('3-sphere modulo SO(2) (Hopf)', ['sphere?dimension=3', 'so2'], 2, ['1', 1]),
  space('5-sphere modulo SO(2)', ['sphere?dimension=5', 'so2'], 4, [
    '\\Gamma(\\tfrac32)\\,\\omega_4^{-1/2}(\\pi^2/2)^{1/2}',
    four * (PI ** 2 / 2) ** 0.5,
  ]),
  space('Rotations modulo those about one axis', ['rotations', 'so2?planes=0-1,3-4,6-7'], 2, ['8', 8]),
  space('Cube of three dimensions', ['cube?dimension=3', 'trivial'], 3, [threeTex, three]),
];
