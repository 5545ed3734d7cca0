import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { ChartTheme } from './chart-theme';
import { band, reach, type Bar } from './error-bars';
import { curveInk } from './palette';
import type { PlottedCurve } from './plotted-curve';

/** The ends of the axis of the local dimension: around what is well known, so that one wild point does not flatten the rest. */
export function localRange(curves: readonly PlottedCurve[]): [number, number] {
  const values = curves.flatMap((curve) => [
    ...curve.points.flatMap(({ localDimension: d, localDimensionError: error }) =>
      typeof d === 'number' && (error ?? 0) < d ? [d] : [],
    ),
    ...(curve.fit === null ? [] : [curve.fit.dimension]),
    ...(curve.prediction === null ? [] : [curve.prediction.dimension]),
  ]);
  if (values.length === 0) return [0, 4];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max(0.5, (high - low) * 0.25);
  return [Math.max(0, Math.floor((low - margin) * 2) / 2), Math.ceil((high + margin) * 2) / 2];
}

/** The local dimension of one curve with its 95 % band, and the theory's dimension as a dotted line. */
export function localDimensionSeries(
  curve: PlottedCurve,
  theme: ChartTheme,
  ends: readonly [number, number],
): (LineSeriesOption | CustomSeriesOption)[] {
  const colour = curveInk(curve, theme.dark);
  const bars = curve.points.flatMap((point): Bar[] => {
    if (typeof point.localDimension !== 'number') return [];
    const spread = reach * (point.localDimensionError ?? 0);
    return [
      [
        Math.log10(point.n),
        point.localDimension,
        Math.max(0, point.localDimension - spread),
        point.localDimension + spread,
      ],
    ];
  });
  const common = { xAxisIndex: 1, yAxisIndex: 1, silent: true, symbol: 'none', animation: false } as const;
  const series: (LineSeriesOption | CustomSeriesOption)[] = [];
  if (bars.length > 1) series.push(band(curve.label, bars, colour, 1));
  series.push({
    ...common,
    type: 'line',
    name: curve.label,
    symbol: 'circle',
    symbolSize: theme.markerSize - 2,
    data: bars.map(([x, y]) => [x, y]),
    lineStyle: { color: colour, width: theme.lineWidth },
    itemStyle: { color: colour },
    z: 3,
  });
  if (curve.prediction !== null)
    series.push({
      ...common,
      type: 'line',
      name: 'i.i.d. law',
      data: ends.map((x) => [x, curve.prediction?.dimension ?? 0]),
      lineStyle: { color: colour, width: 1, type: [2, 4] },
      z: 1,
    });
  return series;
}
