import type { TransportPoint } from '#contract/results';
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { ChartTheme } from './chart-theme';
import { errorBars, logBar } from './error-bars';
import type { LogAxis } from './log-axis';
import { curveInk } from './palette';
import type { PlottedCurve } from './plotted-curve';

/** The legend's entry for the Wasserstein distances of all curves. */
export const transportName = 'W₂² between subsamples (dashed)';

/** Those that a logarithm can show. */
export function shownTransport({ transport = [] }: Pick<PlottedCurve, 'transport'>): readonly TransportPoint[] {
  return transport.filter(({ squaredDistance }) => squaredDistance > 0);
}

/** Wasserstein distances between subsamples: diamonds joined by dashes, with 95 % bars; n and the curve's index stand beside each place. */
export function transportSeries(
  curve: PlottedCurve,
  theme: ChartTheme,
  axis: LogAxis,
): readonly (LineSeriesOption | CustomSeriesOption)[] {
  const shown = shownTransport(curve);
  if (shown.length === 0) return [];
  const color = curveInk(curve, theme.dark);
  const bars = shown.map((one) => logBar(one.n, one.squaredDistance, one.standardError, axis));
  return [
    errorBars(transportName, bars, color, 0, theme.lineWidth * 0.8),
    {
      type: 'line',
      name: transportName,
      data: bars.map(([x, y], i) => [x, y, shown[i]?.n ?? 0, curve.index]),
      symbol: 'emptyDiamond',
      symbolSize: theme.markerSize,
      cursor: 'default',
      silent: !theme.interactive,
      emphasis: { disabled: true },
      lineStyle: { color, width: theme.lineWidth * 0.8, type: 'dashed' },
      itemStyle: { color },
      z: 3,
    },
  ];
}
