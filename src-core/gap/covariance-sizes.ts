/** Interactions between points matter little to a subset that is a smaller share of all. */
const smallShare = 0.04;
/** Between sizes farther apart, the covariance cannot be interpolated. */
const largestRatio = 2;
const downwards = 1.6;

/**
 * The sizes that the covariance of a curve is worked out at: those asked for, and others where these are too few, too far apart, or do not reach down to small
 * shares of the points. None is added to the default sizes of 400 points or more.
 * @param points - N ≥ 5
 * @param sizes - ascending, 1 ≤ n ≤ N − 1
 */
export function covarianceSizes(points: number, sizes: readonly number[]): readonly number[] {
  const all = [...sizes];
  const smallest = Math.max(1, smallShare * points);
  while ((all[0] as number) > smallest) all.unshift(Math.max(1, Math.floor((all[0] as number) / downwards)));
  const first = all[0] as number;
  if ((all.at(-1) as number) < largestRatio * first) all.push(Math.min(largestRatio * first, points - 1));
  const filled = all.flatMap((size, i) => {
    const before = all[i - 1] ?? size;
    const between = Math.max(1, Math.ceil(Math.log(size / before) / Math.log(largestRatio) - 1e-9));
    return Array.from({ length: between }, (_, step) => Math.round(before * (size / before) ** ((step + 1) / between)));
  });
  return [...new Set(filled)];
}
