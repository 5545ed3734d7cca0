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
const fitted: PlottedCurve = {
  ...curve,
  fit: { model: 'power', dimension: 2, constant: 1, extra: null, window: [10, 100] },
};
const size = { width: 480, height: 360 };

/**
 * Draws small charts where nobody sees them, part by part, built of elements and painted: the first chart of all takes several times as long as those after it,
 * since its code is compiled while it is drawn.
 */
export function chartRehearsal(): readonly (() => void)[] {
  const charts = (['svg', 'canvas'] as const).map((renderer) =>
    init(document.createElement('div'), null, { renderer, ...size }),
  );
  return charts.flatMap((chart) => [
    ...[[], [curve], [fitted]].map(
      (curves) => (): void =>
        chart.setOption(gapCurve({ curves, theme: screenTheme(false), legend: false, ...size }), { notMerge: true }),
    ),
    () => chart.dispose(),
  ]);
}
