import { computeNumbers } from '#core/networks/compute-numbers';
import { comparisons } from './reference-results';

/** The largest relative error at which a backend is still trusted: float32 rounding over sums of a hundred terms stays far below. */
export const tolerance = 1e-5;

export interface SelfTest {
  readonly passed: boolean;
  /** Over all comparisons: the largest difference divided by the largest reference value. */
  readonly largestError: number;
  /** The comparison where that error arose. */
  readonly worst: string;
}

/** Compares the active backend with float64 reference results. */
export async function selfTest(): Promise<SelfTest> {
  let largestError = 0;
  let worst = '';
  for (const { name, tensors, reference } of comparisons()) {
    const computed = await computeNumbers(tensors);
    const error = relativeError(computed, reference());
    // A NaN is the worst of errors, but compares as smaller than nothing.
    if (!(error <= largestError)) {
      largestError = Number.isNaN(error) ? Infinity : error;
      worst = name;
    }
  }
  return { passed: largestError <= tolerance, largestError, worst };
}

/** max |computed − expected| / max |expected|. */
export function relativeError(computed: ArrayLike<number>, expected: Float64Array): number {
  if (computed.length !== expected.length) return Infinity;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const value = computed[i] ?? Number.NaN;
    if (!Number.isFinite(value)) return Infinity;
    difference = Math.max(difference, Math.abs(value - (expected[i] ?? Number.NaN)));
    size = Math.max(size, Math.abs(expected[i] ?? Number.NaN));
  }
  return difference / size;
}
