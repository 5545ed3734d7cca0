import type { EChartsOption } from 'echarts/types/dist/shared';
import type { ChartTheme } from './chart-theme';
import type { Bin } from './histogram';
import { linearTicks } from './linear-axis';
import { curveColour } from './palette';
import { plainAxis, plainGrid } from './plain-axis';

export interface HistogramChart {
  readonly bins: readonly Bin[];
  /** What is counted. */
  readonly name: string;
  readonly theme: ChartTheme;
}

/** How many values fall into each bin. */
export function histogramChart({ bins, name, theme }: HistogramChart): EChartsOption {
  const colour = curveColour(0, theme.dark);
  const [from, to] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
  const ticks = linearTicks(from, to, 6);
  const across = plainAxis(theme, name, theme.fontSize * 2 + 4);
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.font, fontSize: theme.fontSize },
    grid: plainGrid(theme),
    xAxis: {
      ...across,
      type: 'value',
      min: from,
      max: to,
      axisTick: { ...across.axisTick, customValues: ticks },
      axisLabel: { ...across.axisLabel, customValues: ticks },
    },
    yAxis: { ...plainAxis(theme, 'points', Math.round(theme.fontSize * 3.8)), type: 'value', min: 0 },
    series: [
      {
        type: 'custom',
        silent: true,
        clip: true,
        encode: { x: [0, 1], y: 2 },
        data: bins.map(({ from, to, count }) => [from, to, count]),
        renderItem(_, api) {
          const [left = 0, top = 0] = api.coord([api.value(0), api.value(2)]);
          const [right = 0, bottom = 0] = api.coord([api.value(1), 0]);
          return {
            type: 'rect',
            shape: {
              x: left,
              y: top,
              width: Math.max(0.5, right - left - theme.lineWidth * 0.4),
              height: bottom - top,
            },
            style: { fill: colour },
          };
        },
      },
    ],
  };
}
