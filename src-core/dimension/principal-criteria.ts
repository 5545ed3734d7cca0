/** How many of a spectrum's eigenvalues, descending and not all 0, stand for directions of the space. */
export type PrincipalCriterion = (eigenvalues: Float64Array, alpha: number) => number;

/** Below this share of the largest, an eigenvalue is rounding. */
const negligible = 1e-12;

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** The criteria by their names. */
export const principalCriteria = {
  /** Those above the share α of the largest (Fukunaga & Olsen, 1971). */
  'fukunaga-olsen': (eigenvalues, alpha) => {
    const limit = alpha * (eigenvalues[0] as number);
    return eigenvalues.filter((value) => value > limit).length;
  },
  /** As many as hold the share 1 − α of the variance. */
  ratio: (eigenvalues, alpha) => {
    const enough = (1 - alpha) * sumOf(eigenvalues);
    let sum = 0;
    let count = 0;
    while (sum < enough && count < eigenvalues.length) sum += eigenvalues[count++] as number;
    return count;
  },
  /** Those before the largest ratio of one to the next. */
  'maximum-gap': (eigenvalues) => {
    let [best, largest] = [eigenvalues.length, 0];
    for (let i = 0; i + 1 < eigenvalues.length; i++) {
      const next = eigenvalues[i + 1] as number;
      if (next <= negligible * (eigenvalues[0] as number)) return i + 1;
      const ratio = (eigenvalues[i] as number) / next;
      if (ratio > largest) [best, largest] = [i + 1, ratio];
    }
    return best;
  },
  /** Those above their mean (Kaiser, 1960). */
  kaiser: (eigenvalues) => {
    const mean = sumOf(eigenvalues) / eigenvalues.length;
    return eigenvalues.filter((value) => value > mean).length;
  },
  /** Those before the first whose share of the variance is below the expected i-th longest piece of a stick broken at random (Frontier, 1976). */
  'broken-stick': (eigenvalues) => {
    const { length } = eigenvalues;
    const total = sumOf(eigenvalues);
    let expected = 0;
    for (let j = 1; j <= length; j++) expected += 1 / j / length;
    for (let i = 0; i < length; i++) {
      if (expected > (eigenvalues[i] as number) / total) return i;
      expected -= 1 / (i + 1) / length;
    }
    return 0;
  },
  /** (Σ λ)² / Σ λ²: the number of equal eigenvalues that would be as unequal; not a whole number. */
  'participation-ratio': (eigenvalues) => sumOf(eigenvalues) ** 2 / sumOf(eigenvalues.map((value) => value * value)),
} as const satisfies Readonly<Record<string, PrincipalCriterion>>;
