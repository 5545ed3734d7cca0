import { describe, expect, it } from 'vitest';
import { init } from './echarts';
import { screenTheme } from './chart-theme';
import { describeLoss, lossAxes, lossCharts, lossPanel, type LossLine, type LossPanel } from './loss-charts';
import { columnsOf, lossLayout } from './loss-layout';

const line = (id: string, values: readonly (number | null)[], failed = false): LossLine => ({
  ...{ id, replicate: 0, failed, values },
  steps: values.map((_, i) => (i + 1) * 10),
});

function svgOf(panels: readonly LossPanel[]): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 500 });
  const theme = screenTheme(false);
  chart.setOption(
    lossCharts({ panels, colour: '#0061a8', failedColour: '#b3261e', selected: 'b', theme, width: 900, height: 500 }),
  );
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

describe('lossCharts', () => {
  it('draws a panel a size, with every run’s line and the failed ones in their colour', () => {
    const svg = svgOf([
      { n: 16, lines: [line('a', [4, 2, 1]), line('b', [5, 3, 2])] },
      { n: 1024, lines: [line('c', [4, 9, null], true)] },
      { n: 4096, lines: [] },
    ]);
    for (const title of ['n = 16', 'n = 1,024', 'n = 4,096']) expect(svg).toContain(`>${title}<`);
    expect(svg.match(/stroke="#0061a8"/g)?.length).toBeGreaterThanOrEqual(2);
    expect(svg).toContain('stroke="#b3261e"');
    expect(svg).toContain('training step');
    expect(svg).not.toContain('NaN');
  });

  it('draws a panel by itself as it stands among all', () => {
    const panels = [16, 64, 256, 1024].map((n) => ({ n, lines: [line(`of ${String(n)}`, [9, 900 / n])] }));
    const theme = screenTheme(false);
    const place = lossLayout(4, { width: 900, height: 500, fontSize: theme.fontSize })[2];
    const panel = panels[2];
    if (place === undefined || panel === undefined) throw new Error('There are four.');
    const colours = { colour: '#0061a8', failedColour: '#b3261e', selected: null };
    const alone = lossPanel(panel, { ...colours, theme, axes: lossAxes(panels), place });
    const all = lossCharts({ ...colours, panels, theme, width: 900, height: 500 });
    const gridOf = (grid: unknown): unknown => (Array.isArray(grid) ? grid[2] : grid);
    expect(gridOf(alone.grid)).toMatchObject({
      left: place.plot.left - place.whole.left,
      top: place.plot.top - place.whole.top,
    });
    expect(gridOf(all.grid)).toMatchObject(place.plot);
    expect(gridOf(alone.xAxis)).toMatchObject({ max: lossAxes(panels).steps.max, gridIndex: 0 });
    expect(gridOf(all.xAxis)).toMatchObject({ max: lossAxes(panels).steps.max, gridIndex: 2 });
  });

  it('leaves out what a logarithm has no place for', () => {
    expect(svgOf([{ n: 16, lines: [line('a', [2, 0, -1, 1])] }])).not.toContain('NaN');
    expect(svgOf([{ n: 16, lines: [line('a', [])] }])).not.toContain('NaN');
  });

  it('gives panels the columns that the space allows', () => {
    expect(columnsOf(1, 900, 500)).toBe(1);
    expect(columnsOf(7, 900, 500)).toBe(3);
    expect(columnsOf(7, 400, 900)).toBe(1);
    expect(columnsOf(3, 2000, 200)).toBe(3);
  });

  it('places panels beside each other without their plots touching, all within the picture', () => {
    const places = lossLayout(7, { width: 900, height: 500, fontSize: 12 });
    expect(places.map(({ lowest }) => lowest)).toEqual([false, false, false, false, true, true, true]);
    expect(places.filter(({ named }) => named)).toHaveLength(1);
    for (const { plot, whole } of places) {
      expect(whole.left).toBeGreaterThanOrEqual(0);
      expect(whole.left + whole.width).toBeLessThanOrEqual(900 + 1e-9);
      expect(whole.top).toBeGreaterThanOrEqual(0);
      expect(whole.top + whole.height).toBeLessThanOrEqual(500 + 1e-9);
      for (const other of places)
        if (other.plot !== plot)
          expect(
            plot.left + plot.width <= other.plot.left ||
              other.plot.left + other.plot.width <= plot.left ||
              plot.top + plot.height <= other.plot.top ||
              other.plot.top + other.plot.height <= plot.top,
          ).toBe(true);
    }
  });

  it('says how far a run has come', () => {
    expect(describeLoss(line('a', [4, 2.5, null]), 1024)).toBe('n = 1,024, no. 1: loss 2.5 at step 20');
    expect(describeLoss(line('a', []), 8)).toBe('n = 8, no. 1: no loss yet');
  });
});
