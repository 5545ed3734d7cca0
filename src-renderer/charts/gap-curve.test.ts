import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CurvePoint, Prediction } from '#contract/results';
import { screenTheme } from './chart-theme';
import { chartSvg } from '../exports/export-chart';
import { gapCurve, sizeAxis } from './gap-curve';
import { curveColour } from './palette';
import type { PlottedCurve } from './plotted-curve';

const sizes = [16, 32, 64, 128, 256];

function curve(label: string, index: number, changes: Partial<PlottedCurve> = {}): PlottedCurve {
  const points = sizes.map((n): CurvePoint => ({
    n,
    gap: 12 / n,
    standardError: 0.6 / n,
    localDimension: 2,
    localDimensionError: 0.1,
  }));
  return { label, index, points, fit: null, prediction: null, ...changes };
}

const prediction: Prediction = {
  task: { reference: 'torus', id: 'torus', label: 'Torus', ambientDimension: 4 },
  group: { reference: 'trivial', id: 'trivial', label: 'No symmetry', orbitDimension: 0, order: 1, exact: true },
  spaceDimension: 2,
  orbitDimension: 0,
  dimension: 2,
  laws: { iid: { constant: 4 * Math.PI, standardError: 0 }, quantisation: null },
  conditions: [],
  gaps: [],
};

const fit = { model: 'power' as const, dimension: 2, constant: 12, extra: null, window: [32, 256] as const };

const seriesShape = z.array(
  z.object({
    type: z.string(),
    name: z.string(),
    data: z.array(z.unknown()),
    xAxisIndex: z.number().optional(),
    lineStyle: z.object({ color: z.string(), type: z.unknown().optional() }).optional(),
  }),
);
const lineShape = z.array(z.tuple([z.number(), z.number()]));

function seriesOf(curves: readonly PlottedCurve[]) {
  return seriesShape.parse(gapCurve({ curves, theme: screenTheme(false), width: 700, height: 500 }).series);
}

describe('gapCurve', () => {
  it('puts points at the logarithms of n and of the gap', () => {
    const scatter = seriesOf([curve('trivial', 0)]).find(({ type }) => type === 'scatter');
    const [first] = z.array(z.object({ value: z.tuple([z.number(), z.number(), z.number()]) })).parse(scatter?.data);
    expect(first?.value[0]).toBeCloseTo(Math.log10(16));
    expect(first?.value[1]).toBeCloseTo(Math.log10(12 / 16));
  });

  it('draws error bars to 1.96 standard errors', () => {
    const bars = seriesOf([curve('trivial', 0)]).find(({ type, xAxisIndex }) => type === 'custom' && xAxisIndex === 0);
    const [, , low = 0, high = 0] = z.array(z.array(z.number())).parse(bars?.data)[0] ?? [];
    expect(10 ** low).toBeCloseTo((12 - 1.96 * 0.6) / 16);
    expect(10 ** high).toBeCloseTo((12 + 1.96 * 0.6) / 16);
  });

  it('draws a fit solid within its window and dashed outside, along the law', () => {
    const lines = seriesOf([curve('trivial', 0, { fit })])
      .filter(({ name }) => name === 'trivial')
      .filter(({ type, xAxisIndex }) => type === 'line' && xAxisIndex === undefined);
    expect(lines.map(({ lineStyle }) => lineStyle?.type)).toEqual([undefined, 'dashed']);
    const solid = lineShape.parse(lines[0]?.data);
    expect(10 ** (solid[0]?.[0] ?? 0)).toBeCloseTo(32);
    for (const [x, y] of solid) expect(y).toBeCloseTo(Math.log10(12) - x);
  });

  it('draws generalization errors hollow, with bars and a fit of their own, under one name that can be switched off', () => {
    const points = sizes.map((n): CurvePoint => ({
      n,
      gap: 12 / n,
      standardError: 0.6 / n,
      generalization: 40 / n,
      generalizationStandardError: 2 / n,
    }));
    const generalizationFit = { ...fit, constant: 40 };
    const series = seriesOf([curve('trivial', 0), curve('so2', 1, { points, fit, generalizationFit })]);
    const own = series.filter(({ name }) => name.startsWith('generalization error'));
    expect(own.map(({ type }) => type)).toEqual(['custom', 'scatter', 'line']);
    const [, , low = 0, high = 0] = z.array(z.array(z.number())).parse(own[0]?.data)[0] ?? [];
    expect(10 ** low).toBeCloseTo((40 - 1.96 * 2) / 16);
    expect(10 ** high).toBeCloseTo((40 + 1.96 * 2) / 16);
    for (const [place, [x = 0, y = 0, at, index]] of z.array(z.array(z.number())).parse(own[1]?.data).entries()) {
      expect(y).toBeCloseTo(Math.log10(40) - x);
      expect([at, index]).toEqual([place, 1]);
    }
    for (const [x, y] of lineShape.parse(own[2]?.data)) expect(y).toBeCloseTo(Math.log10(40) - x);
    expect(seriesOf([curve('trivial', 0)]).some(({ name }) => name.startsWith('generalization'))).toBe(false);
  });

  it('draws Wasserstein distances dashed at their own sizes, with bars, under one name', () => {
    const transport = [4, 8, 16].map((n) => ({
      ...{ n, pairs: 32, squaredDistance: 60 / n, standardError: 3 / n, gap: 12 / n, gapStandardError: 0.6 / n },
    }));
    const chart = gapCurve({
      curves: [curve('so2', 1, { transport })],
      theme: screenTheme(false),
      width: 700,
      height: 500,
    });
    const own = seriesShape.parse(chart.series).filter(({ name }) => name.startsWith('W₂²'));
    expect(own.map(({ type }) => type)).toEqual(['custom', 'line']);
    const [, , low = 0, high = 0] = z.array(z.array(z.number())).parse(own[0]?.data)[0] ?? [];
    expect(10 ** low).toBeCloseTo((60 - 1.96 * 3) / 4);
    expect(10 ** high).toBeCloseTo((60 + 1.96 * 3) / 4);
    const line = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])).parse(own[1]?.data);
    expect(line.map(([x]) => 10 ** x)).toEqual([4, 8, 16].map((n) => expect.closeTo(n, 8)));
    for (const [x, y] of line) expect(y).toBeCloseTo(Math.log10(60) - x);
    // For the tooltip: n, and which curve's it is.
    expect(line.map(([, , n, index]) => [n, index])).toEqual([4, 8, 16].map((n) => [n, 1]));
    expect(own[1]?.lineStyle).toMatchObject({ type: 'dashed', color: curveColour(1, false) });
    const { min } = sizeAxis({ curves: [curve('so2', 1, { transport })] });
    expect(min).toBeLessThanOrEqual(Math.log10(4));
    expect(seriesOf([curve('trivial', 0)]).some(({ name }) => name.startsWith('W₂²'))).toBe(false);
  });

  it('draws the laws that the theory has a constant for, and only those', () => {
    const series = seriesOf([curve('trivial', 0, { prediction })]).filter(({ xAxisIndex }) => xAxisIndex === undefined);
    const law = series.find(({ name }) => name === 'i.i.d. law');
    const [x, y] = lineShape.parse(law?.data)[0] ?? [0, 0];
    expect(y).toBeCloseTo(Math.log10(4 * Math.PI) - x);
    expect(series.some(({ name }) => name === 'optimal quantisation')).toBe(false);
  });

  it('gives a curve its own colour whichever others are drawn', () => {
    const colourOf = (curves: readonly PlottedCurve[]) =>
      seriesOf(curves).find(({ name, type }) => name === 'so2' && type === 'line')?.lineStyle?.color;
    expect(colourOf([curve('so2', 1)])).toBe(curveColour(1, false));
    expect(colourOf([curve('trivial', 0), curve('so2', 1)])).toBe(curveColour(1, false));
  });

  it('leaves out what is switched off, and the others keep their colours and axes of their own', () => {
    const two = [curve('trivial', 0, { prediction }), curve('so2', 1, { fit })];
    const shown = (hidden: readonly string[]) =>
      seriesShape.parse(
        gapCurve({ curves: two, hidden: new Set(hidden), theme: screenTheme(false), width: 700, height: 500 }).series,
      );
    expect(shown(['so2']).some(({ name }) => name === 'so2')).toBe(false);
    expect(shown(['trivial']).some(({ name }) => name === 'trivial' || name === 'i.i.d. law')).toBe(false);
    expect(shown(['i.i.d. law']).some(({ name }) => name === 'i.i.d. law')).toBe(false);
    const line = shown(['trivial']).find(({ name, type }) => name === 'so2' && type === 'line');
    expect(line?.lineStyle?.color).toBe(curveColour(1, false));
  });

  it('makes the curves beside one that stands out pale', () => {
    const lines = seriesShape.parse(
      gapCurve({
        curves: [curve('trivial', 0), curve('so2', 1)],
        highlighted: 'so2',
        theme: screenTheme(false),
        width: 700,
        height: 500,
      }).series,
    );
    const colourOf = (label: string) =>
      lines.find(({ name, type }) => name === label && type === 'line')?.lineStyle?.color;
    expect(colourOf('so2')).toBe(curveColour(1, false));
    expect(colourOf('trivial')).toBe(`${curveColour(0, false)}40`);
  });

  it('leaves a gap of 0 out of the logarithmic axes', () => {
    const points = [...curve('trivial', 0).points, { n: 512, gap: 0, standardError: 0 }];
    const scatter = seriesOf([curve('trivial', 0, { points })]).find(({ type }) => type === 'scatter');
    expect(scatter?.data).toHaveLength(sizes.length);
  });
});

describe('the chart for print', () => {
  const titleOf = (label: string): string => (label === 'trivial' ? 'No symmetry' : label);
  const svg = (curves: readonly PlottedCurve[]): string =>
    chartSvg({
      chart: (theme, width, height) => gapCurve({ curves, titleOf, theme, width, height }),
      size: { width: 180, height: 120, fontPoints: 8.5 },
      title: '',
    });

  it('is one SVG document with its axes named and its legend', () => {
    const picture = svg([curve('trivial', 0, { fit, prediction })]);
    expect(picture.startsWith('<svg')).toBe(true);
    for (const text of [
      'training-set size n',
      'representation gap R(n)',
      'local dimension',
      'No symmetry',
      'i.i.d. law',
    ])
      expect(picture).toContain(`>${text}</text>`);
    expect(picture).toContain(curveColour(0, false));
    expect(picture).not.toContain('NaN');
  });

  it('says at a law’s line whether its conditions hold', () => {
    const failing: Prediction = { ...prediction, conditions: [{ id: 'boundary', status: 'fails', detail: '' }] };
    expect(svg([curve('trivial', 0, { prediction })])).toContain('>i.i.d. law: ✓ conditions hold</text>');
    expect(svg([curve('trivial', 0, { prediction: failing })])).toContain('>i.i.d. law: ✗ boundary fails</text>');
    expect(svg([curve('trivial', 0, { prediction, memorisation: 'fails' })])).toContain('✗ memorisation fails');
  });

  it('is a snapshot', () => {
    const stable = (text: string): string => text.replace(/zr\d+-(cls-\d+|c\d+)?/g, 'zr-');
    expect(stable(svg([curve('trivial', 0, { fit, prediction }), curve('so2', 1)]))).toMatchSnapshot();
  });

  it('is the same each time, and draws even with nothing measured', () => {
    const stable = (text: string): string => text.replace(/zr\d+-(cls-\d+)?/g, 'zr-');
    expect(stable(svg([curve('trivial', 0)]))).toBe(stable(svg([curve('trivial', 0)])));
    expect(svg([])).toContain('training-set size n');
  });

  it('takes a label as text, not as markup', () => {
    expect(svg([curve('<script>', 0)])).not.toContain('<script>');
  });
});
