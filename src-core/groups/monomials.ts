/** A product of powers of y_1 … y_m and of their complex conjugates. */
export interface Monomial {
  readonly powers: readonly number[];
  readonly conjugates: readonly number[];
}

/**
 * The monomials of weight `target`, where y_p has the weight frequencies[p] and its conjugate minus that, up to a degree, without those that an invariant
 * one (of weight 0) divides: the generators of the equivariant polynomials over the invariant ones. With target 0, of each pair of conjugates one.
 * @returns at most `limit` + 1 of them
 */
export function monomialsOfWeight(
  frequencies: readonly number[],
  target: number,
  degree: number,
  limit: number,
): readonly Monomial[] {
  const m = frequencies.length;
  const weights = [...frequencies, ...frequencies.map((frequency) => -frequency)];
  const found: Monomial[] = [];
  const exponents = new Array<number>(2 * m).fill(0);
  const asMonomial = (): Monomial => ({ powers: exponents.slice(0, m), conjugates: exponents.slice(m) });
  const divides = (a: Monomial, b: Monomial): boolean =>
    a.powers.every((power, p) => power <= (b.powers[p] ?? 0)) &&
    a.conjugates.every((power, p) => power <= (b.conjugates[p] ?? 0));
  const conjugate = ({ powers, conjugates }: Monomial): Monomial => ({ powers: conjugates, conjugates: powers });
  const invariants: Monomial[] = [];

  /** All of exactly this degree and weight; variables from `variable` on may still be chosen. */
  const visit = (
    variable: number,
    left: number,
    weight: number,
    wanted: number,
    take: (one: Monomial) => void,
  ): void => {
    if (left === 0) {
      if (weight === wanted) take(asMonomial());
      return;
    }
    if (variable === 2 * m) return;
    for (let power = left; power >= 0; power--) {
      exponents[variable] = power;
      visit(variable + 1, left - power, weight + power * (weights[variable] ?? 0), wanted, take);
    }
    exponents[variable] = 0;
  };

  for (let size = 1; size <= degree && found.length <= limit; size++) {
    const smaller = [...invariants];
    visit(0, size, 0, 0, (one) => {
      if (!smaller.some((other) => divides(other, one))) invariants.push(one);
    });
    if (target === 0) continue;
    const dividers = [...invariants];
    visit(0, size, 0, target, (one) => {
      if (!dividers.some((other) => divides(other, one))) found.push(one);
    });
  }
  if (target !== 0) return found.slice(0, limit + 1);
  return invariants
    .filter((one, index) => {
      const mirror = conjugate(one);
      return !invariants.some((other, earlier) => earlier < index && divides(other, mirror) && divides(mirror, other));
    })
    .slice(0, limit + 1);
}
