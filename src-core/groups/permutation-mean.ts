import { AssignmentSolver } from './assignment';

/** Up to so many points the sum over all permutations is exact (2^k sets); beyond, it is approximated. */
export const mostPointsSummed = 12;

/** Where κ times the benefits exceeds this, their rounding is of the order of 1 in the exponent. */
const narrowest = 1e13;

/**
 * The matrix P̄[i, j] = probability that σ(i) = j under the law on permutations with weight ∝ exp(κ Σ_i benefit[i, σ(i)]), and
 * log of the mean weight over all permutations.
 *
 * Exact for k ≤ 12: sums over sets of columns, forwards and backwards (the permanent's recursion, Ryser 1963 in its positive
 * form), after scaling by the potentials of the best assignment. For larger k Sinkhorn's doubly stochastic scaling stands for
 * P̄: exact for κ → 0 and for κ → ∞ with one best assignment, an approximation in between.
 */
export function permutationMean(benefit: Float64Array, k: number, kappa: number, mean: Float64Array): number {
  const spread = benefit.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (Number.isNaN(spread)) {
    mean.fill(NaN);
    return NaN;
  }
  if (k > mostPointsSummed && kappa * spread > narrowest) return bestAlone(benefit, k, kappa, mean);
  return k <= mostPointsSummed ? sumOverSets(benefit, k, kappa, mean) : scaleSinkhorn(benefit, k, kappa, mean);
}

/** All weight on the best assignment. */
function bestAlone(benefit: Float64Array, k: number, kappa: number, mean: Float64Array): number {
  const solver = new AssignmentSolver(k);
  const best = solver.solve(benefit);
  mean.fill(0);
  solver.columnOfRow.forEach((column, row) => (mean[row * k + column] = 1));
  return kappa * best - logFactorial(k);
}

function sumOverSets(benefit: Float64Array, k: number, kappa: number, mean: Float64Array): number {
  const solver = new AssignmentSolver(k);
  const best = solver.solve(benefit);
  const weights = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const loss = (solver.rowPotential[i] ?? 0) + (solver.columnPotential[j] ?? 0) - (benefit[i * k + j] ?? 0);
      // Exactly 1 on the best assignment, whatever its rounding times κ.
      weights[i * k + j] = solver.columnOfRow[i] === j ? 1 : Math.exp(-kappa * Math.max(0, loss));
    }
  }
  const all = 1 << k;
  const forwards = new Float64Array(all);
  const backwards = new Float64Array(all);
  const sizes = new Uint8Array(all);
  for (let set = 1; set < all; set++) sizes[set] = (sizes[set >> 1] as number) + (set & 1);
  forwards[0] = 1;
  backwards[all - 1] = 1;
  for (let set = 0; set < all; set++) {
    const value = forwards[set] as number;
    const row = (sizes[set] as number) * k;
    for (let j = 0; j < k; j++) {
      const next = set | (1 << j);
      if (next !== set) forwards[next] = (forwards[next] as number) + value * (weights[row + j] as number);
    }
  }
  for (let set = all - 2; set >= 0; set--) {
    const row = (sizes[set] as number) * k;
    let sum = 0;
    for (let j = 0; j < k; j++) {
      const next = set | (1 << j);
      if (next !== set) sum += (weights[row + j] as number) * (backwards[next] as number);
    }
    backwards[set] = sum;
  }
  const total = forwards[all - 1] as number;
  mean.fill(0);
  for (let set = 0; set < all - 1; set++) {
    const row = (sizes[set] as number) * k;
    const value = (forwards[set] as number) / total;
    for (let j = 0; j < k; j++) {
      const next = set | (1 << j);
      if (next !== set)
        mean[row + j] = (mean[row + j] as number) + value * (weights[row + j] as number) * (backwards[next] as number);
    }
  }
  return kappa * best + Math.log(total) - logFactorial(k);
}

/** Scaling at κ₀, 2 κ₀, 4 κ₀, … κ, each stage from the potentials of the one before, so that no weight over- or underflows. */
function scaleSinkhorn(benefit: Float64Array, k: number, kappa: number, mean: Float64Array): number {
  const rowPotential = new Float64Array(k);
  const columnPotential = new Float64Array(k);
  const spread = benefit.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const stages = Math.max(0, Math.ceil(Math.log2(kappa * spread + 1e-300)));
  for (let stage = stages; stage >= 0; stage--) {
    const current = kappa / 2 ** stage;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        mean[i * k + j] = Math.exp(
          current * ((benefit[i * k + j] as number) - (rowPotential[i] as number) - (columnPotential[j] as number)),
        );
      }
    }
    const { rows, columns } = balance(mean, k, stage === 0 ? 1e-11 : 1e-3);
    for (let i = 0; i < k; i++) {
      if (current > 0) {
        rowPotential[i] = (rowPotential[i] as number) - Math.log(rows[i] as number) / current;
        columnPotential[i] = (columnPotential[i] as number) - Math.log(columns[i] as number) / current;
      }
      for (let j = 0; j < k; j++)
        mean[i * k + j] = (mean[i * k + j] as number) * (rows[i] as number) * (columns[j] as number);
    }
  }
  let log = 0;
  let entropy = 0;
  for (let i = 0; i < k; i++) {
    log += kappa * ((rowPotential[i] as number) + (columnPotential[i] as number));
    for (let j = 0; j < k; j++) {
      const share = mean[i * k + j] as number;
      if (share < 1) entropy += (1 - share) * Math.log1p(-share);
    }
  }
  // Bethe's correction of the permanent, Π (1 − share)^(1 − share) (Vontobel 2013), shifted so that equal weights are exact.
  const uniform = k * (k - 1) * Math.log1p(-1 / k);
  const uniformLog = logFactorial(k) - k * Math.log(k) - uniform;
  if (kappa === 0) log = k * Math.log(k);
  return log + entropy + (entropy / uniform) * uniformLog - logFactorial(k);
}

/** Factors that make the weights' rows and columns sum to 1 (Sinkhorn 1964). */
function balance(
  weights: Float64Array,
  k: number,
  tolerance: number,
): { readonly rows: Float64Array; readonly columns: Float64Array } {
  const rows = new Float64Array(k).fill(1);
  const columns = new Float64Array(k).fill(1);
  for (let iteration = 0; iteration < 1000; iteration++) {
    let change = 0;
    for (let i = 0; i < k; i++) {
      let sum = 0;
      for (let j = 0; j < k; j++) sum += (weights[i * k + j] as number) * (columns[j] as number);
      change = Math.max(change, Math.abs(sum * (rows[i] as number) - 1));
      rows[i] = 1 / sum;
    }
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += (weights[i * k + j] as number) * (rows[i] as number);
      columns[j] = 1 / sum;
    }
    if (change < tolerance) break;
  }
  return { rows, columns };
}

function logFactorial(k: number): number {
  let sum = 0;
  for (let i = 2; i <= k; i++) sum += Math.log(i);
  return sum;
}
