import { mean } from '../../mathematics/statistics';

/** Central moments of a sample, divided by its size. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly third: number;
  readonly fourth: number;
}

/** Moments about the mean; of at least one value. */
export function moments(values: Float64Array): Moments {
  const centre = mean(values);
  const power = (exponent: number): number => mean(values.map((value) => (value - centre) ** exponent));
  return { mean: centre, variance: power(2), third: power(3), fourth: power(4) };
}

/** Pearson's correlation; 0 where one of them does not vary. */
export function correlation(first: Float64Array, second: Float64Array): number {
  const a = moments(first);
  const b = moments(second);
  const together = mean(first.map((value, i) => (value - a.mean) * ((second[i] as number) - b.mean)));
  const scale = Math.sqrt(a.variance * b.variance);
  return scale > 0 ? together / scale : 0;
}
