import type { Advice, GroupAdvice, SavedDataResult } from '#contract/advice';
import type { CommandContext } from './context';
import { type DataOptions, dataRequestOf, referencesOf } from './data-options';
import { describeFit } from './describe';
import { formatInterval, formatNumber, table } from './table';

export interface AdviseOptions extends DataOptions {
  readonly groups?: string;
  readonly targetGap?: number;
  readonly backend: string;
}

/** `gapscope advise DATA` */
export async function advise(
  source: string,
  options: AdviseOptions,
  { session, terminal }: CommandContext,
): Promise<void> {
  const client = await session();
  const advice = await client.askLong('advise', (job) => ({
    ...{ job, backend: options.backend, data: dataRequestOf(source, options) },
    ...(options.groups === undefined ? {} : { groups: referencesOf(options.groups) }),
    ...(options.targetGap === undefined ? {} : { targetGap: options.targetGap }),
  }));
  terminal.result(advice, () => describe(advice));
}

const verdicts = { 'has-it': 'has it', nearly: 'nearly', 'has-not': 'has not', 'cannot-tell': 'cannot tell' } as const;

function describe({ data, present, without, groups, testedPoints }: Advice): string {
  return [
    `${data.source}: ${String(data.points)} points in ${String(data.ambientDimension)} dimensions; gap ${formatNumber(present.gap)} at n = ${String(present.n)}; ${String(testedPoints)} points compared with as many moved ones`,
    `without symmetry: ${describeFit(without.fit, without.fitProblem).split('\n')[0] ?? ''}`,
    table(
      ['group', 'verdict', 'p energy', 'p neighbours', 'broken', 'd', 'interval', 'saves now', 'interval'],
      groups.map((one) => [
        one.group.reference,
        verdicts[one.verdict],
        ...one.tests.map(({ adjustedPValue }) => adjustedPValue),
        Math.max(...one.tests.map(({ breaking }) => breaking)),
        one.fit?.dimension,
        one.fit === null ? '' : formatInterval(one.fit.interval),
        ...describeSaved(one.saved.present),
      ]),
    ),
    ...groups.flatMap((one) => [`${one.group.label}: ${one.sentence}`, ...describeFinite(one)]),
  ].join('\n');
}

function describeSaved({ factor }: SavedDataResult): [string, string] {
  if (factor.value === null) return ['', ''];
  return [`×${formatNumber(factor.value)}`, formatInterval(factor.interval)];
}

function describeFinite({ finite, saved }: GroupAdvice): string[] {
  if (finite === null) return [];
  const { order, constantFactor, crossover } = finite;
  const lines = [
    `  ${String(order)} elements: where it acts freely, d stays and the constant is divided by ${constantFactor === null ? '|G|^(2/d)' : formatNumber(constantFactor)} in the limit of many points, worth ×${String(order)} data at most.`,
  ];
  if (crossover !== null) {
    const { gap, size } = crossover;
    const where = size.value === null ? 'a size that the fit does not reach' : `n = ${formatNumber(size.value)}`;
    lines.push(
      `  Shifts by whole pixels act like continuous ones above a gap of ${formatNumber(gap)} (up to ${where}); the present gap is ${saved.present.gap > gap ? 'above' : 'below'} it.`,
    );
  }
  return lines;
}
