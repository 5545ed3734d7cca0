/** What the checks of one run, or the means over several of one size, say. */
export interface Findings {
  readonly memorised: number;
  readonly coverage: number;
  readonly expectedCoverage: number;
  readonly equivarianceError: number | null;
}

const leastMemorised = 0.95;
/** Below the expected coverage by more than this share and three standard errors, orbits are missing for a reason. */
const coverageSlack = 0.02;
const largestEquivarianceError = 1e-3;

/**
 * Which hypotheses fail, a sentence each; none where Ω_f = G(𝒟) as far as the checks can tell.
 * @param orbits - how many training orbits the coverage is a share of
 */
export function failedHypotheses(found: Findings, orbits: number): readonly string[] {
  const { memorised, coverage, expectedCoverage, equivarianceError } = found;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const problems: string[] = [];
  if (memorised < leastMemorised)
    problems.push(`Not memorised: ${percent(memorised)} of the samples lie on the training orbits.`);
  const spread = 3 * Math.sqrt((expectedCoverage * (1 - expectedCoverage)) / orbits);
  if (coverage < expectedCoverage - spread - coverageSlack)
    problems.push(`Orbits are missing: ${percent(coverage)} were reached; ${percent(expectedCoverage)} are expected.`);
  if (equivarianceError !== null && equivarianceError > largestEquivarianceError)
    problems.push(`Not equivariant: the relative error under the group is ${equivarianceError.toExponential(1)}.`);
  return problems;
}
