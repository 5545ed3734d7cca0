/**
 * The law of the ratio μ of the distances to the n₂-th and the n₁-th neighbour where the density is constant (Denti, Doimo, Laio & Mira, 2022, eq. 7):
 * d (μ^d − 1)^{n₂−n₁−1} / (B(n₂ − n₁, n₁) μ^{(n₂−1)d+1}), μ > 1.
 */
export interface RatioLaw {
  readonly near: number;
  readonly far: number;
  /** Taken from the number of points in the term N/d: 1 makes the estimate of TwoNN unbiased. */
  readonly less?: number;
}

/** The likeliest dimension, with what its uncertainty needs. */
export interface RatioEstimate {
  readonly dimension: number;
  /** To first order what each point moves the dimension by, times how many there are. */
  readonly influence: Float64Array;
}

/**
 * Maximum likelihood from log μ of each point. The likelihood is concave in d and has one maximum where some ratio is above 1.
 * @param logRatios - not negative, at least one positive
 */
export function likeliestDimension(logRatios: Float64Array, law: RatioLaw): RatioEstimate {
  const dimension = rootOfScore(logRatios, law);
  const information = -meanOf(logRatios, (value) => scoreSlope(value, dimension, law));
  return { dimension, influence: logRatios.map((value) => score(value, dimension, law) / information) };
}

/** The derivative of one point's log-likelihood by d. */
function score(logRatio: number, d: number, { near, far }: RatioLaw): number {
  // log μ / (1 − μ^{−d}), which tends to 1/d as μ → 1
  const term = logRatio > 0 ? logRatio / -Math.expm1(-d * logRatio) : 1 / d;
  return 1 / d + (far - near - 1) * term - (far - 1) * logRatio;
}

/** The second derivative: always negative. */
function scoreSlope(logRatio: number, d: number, { near, far }: RatioLaw): number {
  const half = 2 * Math.sinh((d * logRatio) / 2);
  const term = logRatio > 0 ? (logRatio / half) ** 2 : 1 / d ** 2;
  return -1 / d ** 2 - (far - near - 1) * term;
}

/** Newton's method, kept inside a bracket. */
function rootOfScore(values: Float64Array, law: RatioLaw): number {
  const share = (law.less ?? 0) / values.length;
  const mean = (d: number): number => meanOf(values, (value) => score(value, d, law)) - share / d;
  let low = 1e-6;
  let high = 1;
  while (mean(high) > 0 && high < 1e9) high *= 2;
  let d = high / 2;
  for (let step = 0; step < 200; step++) {
    const value = mean(d);
    if (value > 0) low = d;
    else high = d;
    const slope = meanOf(values, (logRatio) => scoreSlope(logRatio, d, law)) + share / d ** 2;
    const newton = d - value / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - d) < 1e-12 * d) return next;
    d = next;
  }
  return d;
}

function meanOf(values: Float64Array, term: (value: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += term(values[i] as number);
  return sum / values.length;
}
