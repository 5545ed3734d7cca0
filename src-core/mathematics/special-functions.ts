/** Special functions in float64; relative error about 1e-14 or better over the ranges that statistics needs. */

const seriesEnd = 1e-17;
const tiny = 1e-300;

/** log Γ(x) for x > 0: Stirling's series (DLMF 5.11.1) after shifting x above 12. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma needs x > 0, not ${String(x)}.`);
  let shift = 1;
  let z = x;
  while (z < 12) shift *= z++;
  const r = 1 / (z * z);
  const tail =
    (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156)))))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + tail - Math.log(shift);
}

/** Γ(x) for x > 0. */
export function gamma(x: number): number {
  return Math.exp(logGamma(x));
}

/** log of the binomial coefficient, for real arguments 0 ≤ k ≤ n. */
export function logBinomial(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** P(a, x) = γ(a, x) / Γ(a), the regularised lower incomplete gamma function (DLMF 8.2.4). */
export function regularisedGammaP(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}

/** Q(a, x) = 1 − P(a, x), exact in the tail too. */
export function regularisedGammaQ(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}

/** DLMF 8.11.4. */
function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * seriesEnd; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** DLMF 8.9.2 by Lentz's method. */
function gammaFraction(a: number, x: number): number {
  if (x === Infinity) return 0;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 100_000; k++) {
    const an = -k * (k - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value * Math.exp(a * Math.log(x) - x - logGamma(a));
}

const nonZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value);

/** I_x(a, b), the regularised incomplete beta function (DLMF 8.17.22, by Lentz's method). */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  const step = (coefficient: number): number => {
    d = 1 / nonZero(1 + coefficient * d);
    c = nonZero(1 + coefficient / c);
    value *= c * d;
    return c * d;
  };
  for (let m = 1; m < 100_000; m++) {
    step((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)));
    const factor = step((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)));
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return front * value;
}

/** erf(x) (DLMF 7.11.1). */
export function erf(x: number): number {
  return Math.sign(x) * regularisedGammaP(0.5, x * x);
}

/** erfc(x) = 1 − erf(x), exact in the tail too. */
export function erfc(x: number): number {
  return x >= 0 ? regularisedGammaQ(0.5, x * x) : 1 + regularisedGammaP(0.5, x * x);
}

/** P(Z ≤ z) of a standard normal. */
export function normalDistribution(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** The z with P(Z ≤ z) = p, 0 < p < 1: Acklam's rational approximation (2003), then Halley's iteration. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = approximateNormalQuantile(p);
  for (let i = 0; i < 2; i++) {
    const u = (normalDistribution(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z -= u / (1 + (z * u) / 2);
  }
  return z;
}

const horner = (coefficients: readonly number[], x: number): number => coefficients.reduce((sum, c) => sum * x + c, 0);

const central = {
  above: [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ],
  below: [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
};
const tail = {
  above: [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  below: [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
};

function approximateNormalQuantile(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(tail.above, q) / horner(tail.below, q);
  }
  const q = p - 0.5;
  return (horner(central.above, q * q) * q) / horner(central.below, q * q);
}

/** P(T ≤ t) of Student's t with ν > 0 degrees of freedom (Abramowitz & Stegun 26.7.1). */
export function studentDistribution(t: number, degreesOfFreedom: number): number {
  const upper = 0.5 * regularisedBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
  return t > 0 ? 1 - upper : upper;
}

/** The t with P(T ≤ t) = p: bisection on the distribution function. */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentQuantile(1 - p, degreesOfFreedom);
  let low = Math.min(-1, normalQuantile(p));
  let high = 0;
  while (studentDistribution(low, degreesOfFreedom) > p) {
    high = low;
    low *= 2;
  }
  while (high - low > -4e-16 * low) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (studentDistribution(middle, degreesOfFreedom) > p) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** P(X ≥ x) of χ² with ν degrees of freedom: the p-value of a χ² test (Abramowitz & Stegun 26.4.19). */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  return regularisedGammaQ(degreesOfFreedom / 2, x / 2);
}

/** e^{−|x|} I_ν(x) for ν = 0 or 1: the power series (DLMF 10.25.2), and Hankel's expansion (DLMF 10.40.1) above 30. */
export function scaledBesselI(order: 0 | 1, x: number): number {
  const z = Math.abs(x);
  const sign = order === 1 && x < 0 ? -1 : 1;
  let term = 1;
  let sum = 1;
  if (z > 30) {
    for (let k = 1; k < 2 * z; k++) {
      term *= -(4 * order * order - (2 * k - 1) ** 2) / (8 * k * z);
      sum += term;
      if (Math.abs(term) < seriesEnd) break;
    }
    return (sign * sum) / Math.sqrt(2 * Math.PI * z);
  }
  for (let k = 1; term > sum * seriesEnd; k++) {
    term *= (z * z) / 4 / (k * (k + order));
    sum += term;
  }
  return sign * sum * (order === 1 ? z / 2 : 1) * Math.exp(-z);
}
