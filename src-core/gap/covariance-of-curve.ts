/** Share of N below which a subset is so small that the jackknife needs no correction. */
const uncorrectedShare = 0.04;
const steps = 20;

/**
 * The covariance of a leave-one-out curve from the jackknife's, which is too large for large subsets.
 *
 * In Hoeffding's decomposition the variance is Σ_c V_c over orders of interaction c, but the jackknife's expectation is Σ_c c·V_c
 * (Efron & Stein, 1981). As V_c falls like N^{−c} at fixed n, the variance is ∫ of the jackknife's value over log N′ from N to ∞. That value at larger
 * N′ is not observed, but the chance of interactions depends on n/N′ alone where the data look alike at all scales, so with N′ = N/u it is read off
 * at the smaller size u·n: the relative covariance is the mean, over u uniform in (0, 1), of the jackknife's at sizes scaled by u. This is done to the
 * increments of the curve between sizes, which decide its slope; the level keeps the jackknife's value at the smallest sizes, so that its variance errs on
 * the large side. Each u is a linear map of the curve, so the result is positive semi-definite.
 *
 * @param points - N
 * @param sizes - ascending
 * @param jackknife - covariance of the gaps by delete-one jackknife, sizes × sizes
 */
export function covarianceOfCurve(
  points: number,
  sizes: readonly number[],
  gaps: Float64Array,
  jackknife: Float64Array,
): Float64Array {
  const k = sizes.length;
  if (k < 3 || gaps.some((gap) => !(gap > 0))) return jackknife;
  const logs = sizes.map((size) => Math.log(size));
  const first = Math.max(
    0,
    Math.min(
      k - 2,
      sizes.findIndex((size) => size >= uncorrectedShare * points),
    ),
  );
  const relative = jackknife.map((value, i) => value / ((gaps[Math.floor(i / k)] as number) * (gaps[i % k] as number)));
  const mean = new Float64Array(k * k);
  for (let step = 0; step < steps; step++) {
    const map = scaledIncrements(logs, first, Math.log((step + 0.5) / steps));
    const half = product(map, relative, k, false);
    const whole = product(half, map, k, true);
    for (let i = 0; i < k * k; i++) mean[i] = (mean[i] as number) + (whole[i] as number) / steps;
  }
  return mean.map((value, i) => value * (gaps[Math.floor(i / k)] as number) * (gaps[i % k] as number));
}

/** The linear map that replaces each increment of a curve beyond size `first` by the one at sizes scaled by exp(shift), not below `first`. */
function scaledIncrements(logs: readonly number[], first: number, shift: number): Float64Array {
  const k = logs.length;
  const map = new Float64Array(k * k);
  const interpolate = (row: number, x: number, sign: number): void => {
    let a = first;
    while (a + 2 < k && (logs[a + 1] as number) < x) a++;
    const start = logs[a] as number;
    const share = Math.max(0, (x - start) / ((logs[a + 1] as number) - start));
    map[row * k + a] = (map[row * k + a] as number) + sign * (1 - share);
    map[row * k + a + 1] = (map[row * k + a + 1] as number) + sign * share;
  };
  for (let i = 0; i < k; i++) {
    if (i <= first) {
      map[i * k + i] = 1;
      continue;
    }
    map.copyWithin(i * k, (i - 1) * k, i * k);
    const before = logs[i - 1] as number;
    const from = Math.max(before + shift, logs[first] as number);
    interpolate(i, from + (logs[i] as number) - before, 1);
    interpolate(i, from, -1);
  }
  return map;
}

/** A·B or A·Bᵀ of k × k matrices. */
function product(a: Float64Array, b: Float64Array, k: number, transposed: boolean): Float64Array {
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += (a[i * k + l] as number) * (b[transposed ? j * k + l : l * k + j] as number);
      out[i * k + j] = sum;
    }
  }
  return out;
}
