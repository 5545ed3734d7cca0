import type { Advice, GroupAdvice } from '#contract/advice';
import type { CheckedRequestOf } from '#contract/commands';
import { adviceSentence } from '#core/advice/advice-sentence';
import { finiteSymmetry } from '#core/advice/finite-symmetry';
import { type JudgedSymmetry, judgeSymmetries } from '#core/advice/judge-symmetry';
import { savedData } from '#core/advice/saved-data';
import { sizeForGap } from '#core/advice/size-for-gap';
import { type SymmetryTest, symmetryTester } from '#core/advice/symmetry-test';
import type { Group } from '#core/groups/define-group';
import { type ResolvedGroup, resolveGroup } from '#core/groups/registry';
import type { Points } from '#core/mathematics/points';
import type { Work } from '#core/work';
import { candidateGroups } from './candidate-groups';
import { curveUnder, type CurveUnderGroup } from './curve-under';
import type { JobPorts } from './job-ports';
import { plainSource } from './plain-source';

export type AdviseRequest = CheckedRequestOf<'advise'>;

/** For each candidate group: whether the data have it, and how much data it saves. */
export async function advise(request: AdviseRequest, ports: JobPorts, work: Work): Promise<Advice> {
  const started = ports.now();
  const data = plainSource(request.data);
  await ports.activateBackend(request.backend);
  const { points, layout, summary } = await ports.openData(data, work);
  const context = { ambientDimension: points.dimension, layout };
  const candidates = candidateGroups(request.groups, context);
  const { seed } = request.data;
  const tester = symmetryTester({ points, seed });
  const tests: (readonly SymmetryTest[])[] = [];
  for (const { group, label } of candidates) tests.push(await tester.test(group, workNamed(label, work)));
  const judged = judgeSymmetries(tests);

  const curveOf = (resolved: ResolvedGroup): Promise<CurveUnderGroup> =>
    curveUnder(resolved, points, seed, ports, workNamed(resolved.label, work));
  const without = await curveOf(resolveGroup('trivial', context));
  const last = without.curve.sizes.length - 1;
  const present = { n: without.curve.sizes[last] ?? 1, gap: without.curve.gaps[last] ?? 0 };
  const targetGap = request.targetGap ?? present.gap / 2;
  const groups: GroupAdvice[] = [];
  for (const [at, candidate] of candidates.entries()) {
    const own = await curveOf(candidate);
    const verdict = judged[at] ?? { tests: [], verdict: 'cannot-tell' };
    groups.push(adviceOn({ group: candidate.group, points, verdict, without, own, gaps: [present.gap, targetGap] }));
  }
  return {
    data: {
      ...summary,
      points: points.count,
      ambientDimension: points.dimension,
      duplicates: without.duplicates,
      layout,
    },
    testedPoints: tester.half,
    level: 0.95,
    present,
    targetGap,
    without: without.result,
    groups,
    seconds: (ports.now() - started) / 1000,
  };
}

interface AdviceParts {
  readonly group: Group;
  readonly points: Points;
  readonly verdict: JudgedSymmetry;
  readonly without: CurveUnderGroup;
  readonly own: CurveUnderGroup;
  /** The present one and the target. */
  readonly gaps: readonly [number, number];
}

function adviceOn({ group, points, verdict, without, own, gaps }: AdviceParts): GroupAdvice {
  const saved = { present: savedData(without, own, gaps[0]), target: savedData(without, own, gaps[1]) };
  return {
    ...own.result,
    tests: verdict.tests.map(({ breaking, interval, ...test }) => ({
      ...test,
      breaking: breaking.value,
      standardError: breaking.standardError,
      interval: [interval[0], interval[1]],
    })),
    verdict: verdict.verdict,
    sentence: adviceSentence(verdict, saved),
    saved,
    finite: finiteAdvice(group, points, without, own),
  };
}

function finiteAdvice(
  group: Group,
  points: Points,
  without: CurveUnderGroup,
  own: CurveUnderGroup,
): GroupAdvice['finite'] {
  const finite = finiteSymmetry(group, points, without.result.fit?.dimension ?? null);
  if (finite === null) return null;
  const { order, constantFactor, shifts } = finite;
  if (shifts === null) return { order, constantFactor, crossover: null };
  const { gap, spacing } = shifts;
  return {
    order,
    constantFactor,
    crossover: { spacing: [spacing[0], spacing[1]], gap, size: sizeForGap(own.curve, own.fit, gap) },
  };
}

/** Progress that says which group is being looked at. */
function workNamed(label: string, work: Work): Work {
  return { checkpoint: (progress) => work.checkpoint({ ...progress, step: `${label}: ${progress.step}` }) };
}
