import type { EChartsOption } from 'echarts/types/dist/shared';
import type { EstimatorResult } from '#contract/results';
import type { ChartTheme } from './chart-theme';
import { errorBars, type Bar } from './error-bars';
import { logAxis } from './log-axis';
import { curveColour } from './palette';
import { plainAxis, plainGrid } from './plain-axis';

export interface SensitivityChart {
  readonly sensitivity: EstimatorResult['sensitivity'];
  /** The estimator's own parameters, whose value is marked. */
  readonly own: EstimatorResult['parameters'];
  readonly theme: ChartTheme;
}

/** How an estimate of the dimension changes with its parameter: logarithmic in the parameter, with 95 % intervals, its own value filled. */
export function sensitivityChart({ sensitivity, own, theme }: SensitivityChart): EChartsOption {
  const [parameter = ''] = Object.keys(sensitivity[0]?.parameters ?? {});
  const valueOf = ({ parameters }: EstimatorResult['sensitivity'][number]): number => parameters[parameter] ?? NaN;
  const values = sensitivity.map(valueOf);
  const axis = logAxis(values);
  const colour = curveColour(0, theme.dark);
  const bars = sensitivity.map((one): Bar => [Math.log10(valueOf(one)), one.dimension, ...one.interval]);
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.font, fontSize: theme.fontSize },
    grid: plainGrid(theme),
    xAxis: {
      ...plainAxis(theme, parameter, theme.fontSize * 2 + 4),
      type: 'value',
      min: axis.min,
      max: axis.max,
      axisTick: { show: true, inside: true, lineStyle: { color: theme.axis }, customValues: [...axis.ticks] },
      axisLabel: {
        color: theme.text,
        fontSize: theme.fontSize,
        customValues: [...axis.ticks],
        formatter: axis.label,
        hideOverlap: true,
      },
    },
    yAxis: {
      ...plainAxis(theme, 'intrinsic dimension d', Math.round(theme.fontSize * 3.6)),
      type: 'value',
      scale: true,
    },
    series: [
      errorBars('interval', bars, colour, 0, theme.lineWidth * 0.8),
      {
        type: 'line',
        silent: true,
        symbol: 'circle',
        symbolSize: theme.markerSize,
        lineStyle: { color: colour, width: theme.lineWidth },
        data: sensitivity.map((one) => {
          const marked = valueOf(one) === own[parameter];
          return {
            value: [Math.log10(valueOf(one)), one.dimension],
            itemStyle: { color: marked ? colour : theme.background, borderColor: colour, borderWidth: theme.lineWidth },
          };
        }),
        z: 4,
      },
    ],
  };
}
