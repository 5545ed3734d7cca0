import type { CubeImage } from './cube-image';
import { writtenTwice } from './written-twice';

/** The product of the law Beta(10, 1/2) of each of d numbers, which piles up at 1, each x of them on a curve of R⁴ (Campadelli, Casiraghi, Ceruti & Rozza, 2015). */
export function betaCurves(dimension: number): CubeImage {
  return writtenTwice(
    dimension,
    (u, i, out) => {
      const x = betaQuantile(u[i] as number);
      out[0] = first(x);
      out[1] = second(x);
    },
    (x) =>
      Array.from({ length: dimension }, (_, i) =>
        betaDistribution(placeOnCurve(x[i] as number, x[dimension + i] as number)),
      ),
  );
}

const first = (x: number): number => x * Math.sin(Math.cos(2 * Math.PI * x));
const second = (x: number): number => x * Math.cos(Math.sin(2 * Math.PI * x));

/** Coefficients of s^{2j+1} of ∫ (1 − t²)⁹ dt from 0 to s, divided by the whole integral. */
const coefficients = (() => {
  let binomial = 1;
  const terms = Array.from({ length: 10 }, (_, j) => {
    if (j > 0) binomial *= -(10 - j) / j;
    return binomial / (2 * j + 1);
  });
  const whole = terms.reduce((sum, term) => sum + term, 0);
  return terms.map((term) => term / whole);
})();

/** P(√(1 − X) < s) for X of the law Beta(10, 1/2). */
function distributionOfRoot(s: number): number {
  const square = s * s;
  return s * coefficients.reduceRight((sum, coefficient) => sum * square + coefficient, 0);
}

const betaDistribution = (x: number): number => 1 - distributionOfRoot(Math.sqrt(1 - Math.max(0, Math.min(1, x))));

/** The x that a share u of the law Beta(10, 1/2) lies below: Newton's iteration for √(1 − x), kept inside a bracket. */
function betaQuantile(u: number): number {
  const share = 1 - u;
  const slope = coefficients[0] as number;
  let [low, high] = [0, 1];
  let s = Math.min(1, share / slope);
  for (let step = 0; step < 100; step++) {
    const error = distributionOfRoot(s) - share;
    if (error > 0) high = s;
    else low = s;
    const newton = s - error / (slope * (1 - s * s) ** 9);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - s) < 1e-16) break;
    s = next;
  }
  return 1 - s * s;
}

/** The x whose point of the curve is nearest: the best of a grid, then golden sections around it. */
function placeOnCurve(a: number, b: number): number {
  const distance = (x: number): number => (first(x) - a) ** 2 + (second(x) - b) ** 2;
  const steps = 512;
  let best = 0;
  for (let i = 1; i <= steps; i++) if (distance(i / steps) < distance(best / steps)) best = i;
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.max(0, best - 1) / steps, Math.min(steps, best + 1) / steps];
  for (let step = 0; step < 60; step++) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (distance(left) < distance(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
