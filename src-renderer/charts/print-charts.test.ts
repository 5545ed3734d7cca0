import { describe, expect, it } from 'vitest';
import { chartSvg, type ChartFunction } from '../exports/export-chart';
import { histogram } from './histogram';
import { histogramChart } from './histogram-chart';
import { lossCharts } from './loss-charts';
import { sensitivityChart } from './sensitivity-chart';

const single = { width: 85, height: 70, fontPoints: 7.5 };
const slide = { width: 338.67, height: 190.5, fontPoints: 18 };
const words = (svg: string): string[] => [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text = '']) => text);

const charts: Readonly<Record<string, { readonly chart: ChartFunction; readonly says: readonly string[] }>> = {
  sensitivity: {
    chart: (theme) =>
      sensitivityChart({
        sensitivity: [5, 10, 20].map((neighbours, i) => ({
          parameters: { neighbours },
          dimension: 2 + 0.1 * i,
          standardError: 0.05,
          interval: [1.9 + 0.1 * i, 2.1 + 0.1 * i],
          scale: null,
        })),
        own: { neighbours: 10 },
        theme,
      }),
    says: ['neighbours', 'intrinsic dimension d', '10'],
  },
  histogram: {
    chart: (theme) => histogramChart({ bins: histogram([1, 2, 2, 3, 3, 3, 4], 5), name: 'd by MLE', theme }),
    says: ['d by MLE', 'points'],
  },
  losses: {
    chart: (theme, width, height) =>
      lossCharts({
        panels: [16, 1024].map((n) => ({
          n,
          lines: [{ id: `${n}`, replicate: 0, failed: false, steps: [1, 10, 100], values: [1, 0.1, null] }],
        })),
        ...{ colour: '#0060aa', failedColour: '#b3261e', selected: null, theme, width, height },
      }),
    says: ['n = 16', 'n = 1,024', 'training step', 'loss'],
  },
};

describe.each(Object.entries(charts))('%s for print', (_, { chart, says }) => {
  it.each([single, slide])('names what it draws, in letters of the size of the figure', (size) => {
    const svg = chartSvg({ chart, size, title: 'A “title” <&>' });
    expect(words(svg)).toEqual(expect.arrayContaining([...says, 'A “title” &#60;&#38;&#62;']));
    expect(svg).not.toContain('NaN');
    const sizes = [...svg.matchAll(/font-size:\s*([\d.]+)px/g)].map(([, pixels]) => Number(pixels));
    expect(sizes.length).toBeGreaterThan(3);
    // Readable: no letters much smaller than those that were asked for.
    for (const pixels of sizes) expect(pixels * 0.75).toBeGreaterThan(size.fontPoints * 0.85);
    // Nothing stands outside of the picture to the left.
    for (const [, x = ''] of svg.matchAll(/<text[^>]*translate\((-?[\d.]+) /g))
      expect(Number(x)).toBeGreaterThanOrEqual(0);
  });
});
