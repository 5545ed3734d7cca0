import { screenTheme } from './chart-theme';
import { init } from './echarts';
import { gapCurve } from './gap-curve';
import type { PlottedCurve } from './plotted-curve';

const curve: PlottedCurve = {
  label: '',
  index: 0,
  points: [10, 100].map((n) => ({ n, gap: 1 / n, standardError: 0.1 / n, replicates: 2 })),
  fit: null,
  prediction: null,
};
const size = { width: 480, height: 360 };

/**
 * Draws a small chart where nobody sees it, part by part: the first chart of all takes several times as long as those after it, since its code is compiled
 * while it is drawn.
 */
export function chartRehearsal(): readonly (() => void)[] {
  const chart = init(document.createElement('div'), null, { renderer: 'svg', ...size });
  const draw = (curves: readonly PlottedCurve[]): void =>
    chart.setOption(gapCurve({ curves, theme: screenTheme(false), legend: false, ...size }), { notMerge: true });
  return [() => draw([]), () => draw([curve]), () => chart.dispose()];
}
