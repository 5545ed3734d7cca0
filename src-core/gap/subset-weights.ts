/**
 * The chance that a random n-subset of M candidates, one of them at rank k given, has none nearer than rank k:
 * U(k) = C(M − k, n − 1) / C(M − 1, n − 1), k = 1 … M, by U(1) = 1, U(k + 1) = U(k)·(M − k − n + 1)/(M − k). With it
 * E[min over the subset] = (n/M) Σ_k r²_(k) U(k), as C(M − k, n − 1)/C(M, n) = (n/M) U(k).
 *
 * @param candidates - M
 * @param size - n, 1 ≤ n ≤ M
 * @returns U(1) … U(K), cut where U(k)·M/n < 1e-16: about 37·M/n of them
 */
export function subsetWeights(candidates: number, size: number): Float64Array {
  const weights = [1];
  let weight = 1;
  for (let k = 1; k < candidates; k++) {
    weight *= Math.max(0, candidates - k - size + 1) / (candidates - k);
    if (weight * candidates < 1e-16 * size) break;
    weights.push(weight);
  }
  return Float64Array.from(weights);
}
