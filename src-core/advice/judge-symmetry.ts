import { normalQuantile } from '../mathematics/special-functions';
import type { Breaking } from './breaking';
import { holm } from './holm';
import type { SymmetryTest } from './symmetry-test';

/** Do data have a symmetry? */
export type SymmetryVerdict = 'has-it' | 'nearly' | 'has-not' | 'cannot-tell';

/** A symmetry that is broken by no more than this counts as nearly there. */
const nearlyBroken = 0.05;
/** Chance of any false alarm over all groups and tests. */
const significance = 0.05;
const level = 0.95;

/** A test, judged among all that were made. */
export interface JudgedTest extends SymmetryTest {
  /** Corrected for all tests on all groups. */
  readonly adjustedPValue: number;
  /** The 95 % interval of the breaking, within [0, 1]. */
  readonly interval: readonly [number, number];
}

export interface JudgedSymmetry {
  readonly tests: readonly JudgedTest[];
  readonly verdict: SymmetryVerdict;
}

/** The verdict on each group from its tests, corrected for the tests on all of them. */
export function judgeSymmetries(groups: readonly (readonly SymmetryTest[])[]): readonly JudgedSymmetry[] {
  const adjusted = holm(groups.flat().map(({ pValue }) => pValue));
  let next = 0;
  return groups.map((tests) => {
    const judged = tests.map((test) => ({
      ...test,
      adjustedPValue: adjusted[next++] ?? 1,
      interval: intervalOf(test.breaking),
    }));
    return { tests: judged, verdict: verdictOn(judged) };
  });
}

/**
 * has it – no test rejects, and no more than 5 % of breaking is compatible with any;
 * nearly – some test rejects, but no test finds more than 5 %;
 * has not – some test rejects, and one finds more than 5 %;
 * cannot tell – no test rejects, but more than 5 % is compatible: too few points.
 */
function verdictOn(tests: readonly JudgedTest[]): SymmetryVerdict {
  const rejected = tests.some(({ adjustedPValue }) => adjustedPValue <= significance);
  if (rejected) return tests.some(({ breaking }) => breaking.value > nearlyBroken) ? 'has-not' : 'nearly';
  return tests.some(({ interval }) => interval[1] > nearlyBroken) ? 'cannot-tell' : 'has-it';
}

function intervalOf({ value, standardError }: Breaking): readonly [number, number] {
  const width = normalQuantile((1 + level) / 2) * standardError;
  const within = (end: number): number => Math.min(1, Math.max(0, end));
  return [within(value - width), within(value + width)];
}
