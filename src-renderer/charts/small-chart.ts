import type { EChartsOption, XAXisOption } from 'echarts/types/dist/shared';
import type { ChartTheme } from './chart-theme';
import { linearTicks } from './linear-axis';
import type { LogAxis } from './log-axis';

/** The axis of a small chart's values: its name, and its ends. */
export interface ValueAxis {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** Labelled values at most. */
const mostTicks = 7;

/** A small chart of a panel against n, but for its series. */
export function smallChart(sizes: LogAxis, { name, min, max }: ValueAxis, theme: ChartTheme): EChartsOption {
  const ticks = linearTicks(min, max, mostTicks);
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.font, fontSize: theme.fontSize },
    grid: { left: 40, right: 22, top: 10, bottom: 24, outerBoundsMode: 'none', containLabel: false },
    tooltip: { show: theme.interactive, trigger: 'item', confine: true },
    xAxis: smallSizeAxis(sizes, theme),
    yAxis: {
      type: 'value',
      min,
      max,
      name,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: theme.muted },
      axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
      splitLine: { show: false },
      axisTick: { show: true, inside: true, length: 3, lineStyle: { color: theme.axis }, customValues: ticks },
      axisLabel: { color: theme.muted, fontSize: theme.fontSize - 1, customValues: ticks, hideOverlap: true },
    },
  };
}

/** The axis of n below a small chart. */
function smallSizeAxis(axis: LogAxis, theme: ChartTheme): XAXisOption {
  return {
    type: 'value',
    min: axis.min,
    max: axis.max,
    name: 'n',
    nameLocation: 'end',
    nameGap: 6,
    nameTextStyle: { color: theme.muted, fontStyle: 'italic' },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
    splitLine: { show: false },
    axisTick: { show: true, inside: true, length: 3, lineStyle: { color: theme.axis }, customValues: [...axis.ticks] },
    axisLabel: {
      color: theme.muted,
      fontSize: theme.fontSize - 1,
      customValues: [...axis.ticks],
      formatter: axis.label,
      hideOverlap: true,
    },
  };
}
