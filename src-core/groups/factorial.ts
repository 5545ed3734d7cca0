/** k!, at most the largest finite number, so that Infinity stays reserved for continuous groups. */
export function factorial(k: number): number {
  let product = 1;
  for (let i = 2; i <= k; i++) product *= i;
  return inRange(product);
}

/** A number that is positive and finite whatever was multiplied, so that no later 0 · ∞ or ∞ / ∞ arises. */
export function inRange(product: number): number {
  return Math.min(Math.max(product, Number.MIN_VALUE), Number.MAX_VALUE);
}

/** All orders of 0 … k − 1, in lexicographic order. */
export function* permutationsOf(k: number): Iterable<Int32Array> {
  const order = Int32Array.from({ length: k }, (_, i) => i);
  for (;;) {
    yield order.slice();
    let i = k - 2;
    while (i >= 0 && (order[i] ?? 0) > (order[i + 1] ?? 0)) i--;
    if (i < 0) return;
    let j = k - 1;
    while ((order[j] ?? 0) < (order[i] ?? 0)) j--;
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    order.subarray(i + 1).reverse();
  }
}
