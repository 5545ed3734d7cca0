import { describe, expect, it } from 'vitest';
import type { Prediction } from '#contract/results';
import { screenTheme } from './chart-theme';
import { legendEntries } from './legend-entries';
import { curveColour, curveSymbol } from './palette';
import type { PlottedCurve } from './plotted-curve';

const theme = screenTheme(false);
const points = [16, 32, 64].map((n) => ({ n, gap: 1 / n, standardError: 0.1 / n, localDimension: 2 }));
const plain: PlottedCurve = { label: 'trivial', index: 0, points, fit: null, prediction: null };
const fit = { model: 'power' as const, dimension: 2, constant: 1, extra: null, window: [16, 64] as const };
const prediction: Prediction = {
  task: { reference: 'torus', id: 'torus', label: 'Torus', ambientDimension: 4 },
  group: { reference: 'trivial', id: 'trivial', label: 'No symmetry', orbitDimension: 0, order: 1, exact: true },
  ...{ spaceDimension: 2, orbitDimension: 0, dimension: 2, conditions: [], gaps: [] },
  laws: { iid: { constant: 1, standardError: 0 }, quantisation: null },
};

describe('legendEntries', () => {
  it('has each curve with the look that it has in the chart, and explains what is drawn, no more', () => {
    const entries = legendEntries([plain, { ...plain, label: 'so2', index: 1, fit, prediction }], theme, (label) =>
      label.toUpperCase(),
    );
    expect(entries.map(({ text }) => text)).toEqual([
      ...['TRIVIAL', 'SO2', 'i.i.d. law', 'mean, 95 % bar', 'fit in its window', 'fit beyond it'],
      'local dimension, 95 %',
    ]);
    expect(entries[0]?.sample).toEqual({ colour: curveColour(0, false), symbol: curveSymbol(0), dash: null });
    expect(entries[1]?.sample).toEqual({ colour: curveColour(1, false), symbol: curveSymbol(1), dash: [] });
    expect(entries.filter(({ name }) => name !== null).map(({ name }) => name)).toEqual([
      ...['trivial', 'so2', 'i.i.d. law'],
    ]);
  });

  it('shows predicted curves by their laws where nothing is measured yet', () => {
    const entries = legendEntries([{ ...plain, points: [], prediction }], theme, (label) => label);
    expect(entries.map(({ text }) => text)).toEqual(['trivial', 'i.i.d. law']);
    expect(entries[0]?.sample.symbol).toBeNull();
  });

  it('takes a curve’s own title', () => {
    expect(legendEntries([{ ...plain, title: 'mine' }], theme, () => 'other')[0]?.text).toBe('mine');
  });
});
