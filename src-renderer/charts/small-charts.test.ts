import { neighbouringDimensions } from '#core/fitting/neighbouring-dimensions';
import { describe, expect, it } from 'vitest';
import { describeDeviation, deviationChart } from './deviation-chart';
import { chartSvg, type ChartFunction } from '../exports/export-chart';
import { describeNeighbours, neighbouringChart } from './neighbouring-chart';

const print = (chart: ChartFunction): string =>
  chartSvg({ chart, size: { width: 84, height: 50, fontPoints: 8 }, title: '' });
/** Without the names that the renderer numbers anew in each document. */
const stable = (text: string): string => text.replace(/zr\d+-(cls-\d+|c\d+)?/g, 'zr-');

describe('deviationChart', () => {
  const svg = (values: readonly (number | null)[]): string =>
    print((theme) =>
      deviationChart({
        deviations: values.map((value, i) => ({ n: 16 * 2 ** i, value, used: i > 0 })),
        name: 'residual / s.e.',
        colour: '#0061a8',
        theme,
      }),
    );

  it('is a snapshot of residuals', () => {
    expect(stable(svg([0.5, -1, 2.2, null]))).toMatchSnapshot();
  });

  it('draws one mark a deviation, those that are not used hollow, and far ones at the edge', () => {
    const marks = (text: string, fill: string): number =>
      text.match(new RegExp(`<path [^>]*fill="${fill}"[^>]*stroke="${fill === '#ffffff' ? '#0061a8' : 'none'}"`, 'g'))
        ?.length ?? 0;
    expect(svg([0.5, -1, 2.2, null]).match(/#0061a8/g)).toHaveLength(3);
    expect(marks(svg([0.5, -1, 2.2, null]), '#ffffff')).toBe(1);
    expect(svg([0, 1e6])).not.toContain('NaN');
    expect(svg([])).toContain('residual / s.e.');
  });

  it('says a deviation in words', () => {
    expect(describeDeviation({ n: 1024, value: -1.234, used: false })).toBe(
      'n = 1,024: −1.23 standard errors, not used',
    );
  });
});

describe('neighbouringChart', () => {
  const sizes = [16, 32, 64, 128];
  const curve = {
    sizes,
    gaps: sizes.map((n) => 3 / n),
    covariance: sizes.flatMap((n, i) => sizes.map((_, j) => (i === j ? (0.06 / n) ** 2 : 0))),
  };
  const dimensions = neighbouringDimensions(curve);
  const chart = (expected: number | null): string =>
    print((theme) =>
      neighbouringChart({
        dimensions,
        fit: { dimension: 2, interval: [1.9, null], window: [32, 128] },
        expected,
        colour: '#0061a8',
        theme,
      }),
    );

  it('is a snapshot of dimensions with their bars', () => {
    expect(stable(chart(2))).toMatchSnapshot();
  });

  it('draws a bar and a mark a pair, and the theory only where there is one', () => {
    expect(chart(null).match(/stroke-dasharray/g) ?? []).toHaveLength(0);
    expect(chart(2).match(/stroke-dasharray/g)).toHaveLength(1);
    expect(chart(2)).not.toContain('NaN');
  });

  it('draws even where there is nothing to draw', () => {
    const nothing = print((theme) =>
      neighbouringChart({ dimensions: [], fit: null, expected: null, colour: '#0061a8', theme }),
    );
    expect(nothing).toContain('dimension d');
  });

  it('says a dimension in words', () => {
    const [first] = dimensions;
    if (first === undefined) throw new Error('There is a first pair.');
    expect(describeNeighbours(first)).toMatch(/^n = 16 to 32: d = 2\.000 ± 0\.082<br>95 %: /);
    expect(describeNeighbours({ ...first, dimension: null })).toContain('does not fall');
  });
});
