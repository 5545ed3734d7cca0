import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { ChartTheme } from './chart-theme';
import { errorBars, logBar } from './error-bars';
import type { LogAxis } from './log-axis';
import { curveInk, curveSymbol } from './palette';
import { fitLine, type PlottedCurve } from './plotted-curve';

/** The legend's entry for all curves' generalization errors. */
export const generalizationName = 'generalization error (hollow)';

interface ErrorPoint {
  readonly n: number;
  readonly error: number;
  readonly standardError: number;
  /** Its place among the curve's points. */
  readonly at: number;
}

/** The points of a curve that have a generalization error which a logarithm can show. */
export function generalizationPoints({ points }: Pick<PlottedCurve, 'points'>): readonly ErrorPoint[] {
  return points.flatMap(({ n, generalization: error = 0, generalizationStandardError: standardError = 0 }, at) =>
    error > 0 ? [{ n, error, standardError, at }] : [],
  );
}

/** The generalization error of a curve's predictors: hollow markers with 95 % bars, and its fit as a thin line. */
export function generalizationSeries(
  curve: PlottedCurve,
  theme: ChartTheme,
  axis: LogAxis,
  ends: readonly [number, number],
): readonly (ScatterSeriesOption | LineSeriesOption | CustomSeriesOption)[] {
  const shown = generalizationPoints(curve);
  if (shown.length === 0) return [];
  const color = curveInk(curve, theme.dark);
  const bars = shown.map(({ n, error, standardError }) => logBar(n, error, standardError, axis));
  const fit = curve.generalizationFit ?? null;
  return [
    errorBars(generalizationName, bars, color, 0, theme.lineWidth * 0.8),
    {
      type: 'scatter',
      name: generalizationName,
      symbol: curveSymbol(curve.index),
      symbolSize: theme.markerSize,
      cursor: 'default',
      silent: !theme.interactive,
      emphasis: { disabled: !theme.interactive },
      data: shown.map(({ n, error, at }) => [Math.log10(n), Math.log10(error), at, curve.index]),
      itemStyle: { color: theme.background, borderColor: color, borderWidth: theme.lineWidth },
      z: 4,
    },
    ...(fit === null
      ? []
      : [
          {
            type: 'line' as const,
            name: generalizationName,
            data: fitLine(fit, ...ends),
            symbol: 'none',
            silent: true,
            lineStyle: { color, width: theme.lineWidth * 0.6, type: [1, 3] },
            z: 2,
          },
        ]),
  ];
}
