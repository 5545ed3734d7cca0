import { describe, expect, it } from 'vitest';
import type { RunSummary } from '#contract/sweep';
import { holm } from '#core/advice/holm';
import type { CurveResult } from '../../fits/curve-result';
import { fittedCurve, type FittedCurve } from '../../fits/fitted-curve';
import { commonGap, pairDifferences } from './pair-differences';
import { sharedCorrelation } from './shared-draws';

const sizes = [16, 32, 64, 128, 256];

function curveOf(label: string, gap: (n: number) => number): FittedCurve {
  const result: CurveResult = {
    ...{ label, index: 0, covariance: [], fit: null, fitProblem: null, prediction: null, hypotheses: null },
    ...{ generalization: null, test: null, estimators: [], predictionProblem: null, transport: null },
    ...{ group: 'trivial', trainer: 'memoriser', law: null },
    points: sizes.map((n) => ({ n, gap: gap(n), standardError: 0.02 * gap(n) })),
  };
  return fittedCurve(result, { model: 'power', window: [16, 256] });
}

const curves = [
  curveOf('a', (n) => 4 / n),
  curveOf('b', (n) => 2 / n),
  curveOf('c', (n) => 4 * n ** (-2 / 3)),
  curveOf('flat', () => 1),
];
const independent = (): number => 0;

describe('pairDifferences', () => {
  it('tests each two of the curves that have a fit, and corrects for as many', () => {
    const found = pairDifferences(curves, null, 0.02, independent);
    expect(found.map(({ first, second }) => first.result.label + second.result.label)).toEqual(['ab', 'ac', 'bc']);
    expect(found.map(({ test }) => Math.round(test.difference))).toEqual([0, -1, -1]);
    expect(found.map(({ adjusted }) => adjusted)).toEqual(holm(found.map(({ test }) => test.pValue)));
    // 4/n takes twice the points of 2/n at any gap.
    expect(found[0]?.dataFactor.value).toBeCloseTo(2, 2);
    expect(found[0]?.test.constantRatio).toBeCloseTo(2, 2);
  });

  it('holds all against one', () => {
    const found = pairDifferences(curves, 'b', 0.02, independent);
    expect(found.map(({ first, second }) => first.result.label + second.result.label)).toEqual(['ab', 'cb']);
    expect(pairDifferences(curves, 'gone', 0.02, independent)).toHaveLength(3);
  });

  it('has no factor at no gap', () => {
    expect(pairDifferences(curves, 'b', 0, independent)[0]?.dataFactor.value).toBeNull();
  });

  it('compares at a gap that all have reached', () => {
    expect(commonGap(curves.slice(0, 2))).toBeCloseTo(4 / 256, 3);
  });
});

describe('sharedCorrelation', () => {
  const runsOf = (scale: number, order: readonly number[]): RunSummary[] =>
    [16, 32].flatMap((n) =>
      order.map((replicate) => ({
        ...{ id: `${String(n)} ${String(replicate)}`, sweepId: '', hash: '', group: '', trainer: '' },
        ...{ standardError: null, generalization: null, generalizationStandardError: null, seconds: null },
        ...{ memory: null, error: null, curve: 'so2', state: 'finished' as const, n, replicate },
        gap: scale * (1 + ((replicate * 7 + n) % 5)),
      })),
    );
  const one = { sweep: 'a', label: 'so2', task: 'torus', seed: 1 };

  it('pairs replicates by their numbers, whatever their order and scale', () => {
    const runs = { a: runsOf(1, [0, 1, 2, 3]), b: runsOf(3, [2, 0, 3, 1]) };
    expect(sharedCorrelation(one, { ...one, sweep: 'b' }, (id) => (id === 'a' ? runs.a : runs.b))).toBeCloseTo(1, 9);
  });

  it('is 0 for other seeds or tasks', () => {
    const runs = runsOf(1, [0, 1, 2, 3]);
    expect(sharedCorrelation(one, { ...one, seed: 2 }, () => runs)).toBe(0);
    expect(sharedCorrelation(one, { ...one, task: 'sphere' }, () => runs)).toBe(0);
  });
});
