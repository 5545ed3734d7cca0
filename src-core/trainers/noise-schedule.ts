/** How noise levels are spaced from the largest to the smallest. */
export type NoiseSchedule = 'variance-exploding' | 'variance-preserving';

/** β of the variance-preserving process, linear in time from the first to the second value (Ho, Jain & Abbeel, 2020; Song et al., 2021). */
const rates: readonly [number, number] = [0.1, 20];
/**
 * `steps` + 1 noise levels σ from `largest` down to `smallest`.
 *
 * Both processes give one law of y = z + σ·noise and are integrated in these variables; they differ in where the levels lie. Variance-exploding:
 * log σ evenly spaced. Variance-preserving, x = √α y with α = 1/(1 + σ²): evenly spaced in the square root of its time t, where log(1 + σ²) = ∫β.
 * With few steps the second is coarse at low noise: pairs of near training points are then not hit equally often.
 * @param scale - the data's standard deviation per coordinate, which is 1 to the variance-preserving process
 */
export function noiseLevels(
  schedule: NoiseSchedule,
  steps: number,
  largest: number,
  smallest: number,
  scale: number,
): Float64Array {
  const place = (from: number, to: number, i: number): number => from + ((to - from) * i) / steps;
  if (schedule === 'variance-exploding') {
    const [from, to] = [Math.log(largest), Math.log(smallest)];
    return Float64Array.from({ length: steps + 1 }, (_, i) => Math.exp(place(from, to, i)));
  }
  const [first, last] = rates;
  // ∫₀ᵗ β = first·t + (last − first)·t²/2.
  const timeOf = (sigma: number): number => {
    const target = Math.log1p((sigma / scale) ** 2);
    return (2 * target) / (first + Math.sqrt(first * first + 2 * (last - first) * target));
  };
  const [from, to] = [timeOf(largest), timeOf(smallest)];
  return Float64Array.from({ length: steps + 1 }, (_, i) => {
    const t = place(Math.sqrt(from), Math.sqrt(to), i) ** 2;
    return scale * Math.sqrt(Math.expm1(first * t + ((last - first) * t * t) / 2));
  });
}
