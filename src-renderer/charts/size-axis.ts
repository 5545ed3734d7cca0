import type { XAXisOption } from 'echarts/types/dist/shared';
import type { ChartTheme } from './chart-theme';
import type { LogAxis } from './log-axis';

/** The axis of n below a small chart. */
export function smallSizeAxis(axis: LogAxis, theme: ChartTheme): XAXisOption {
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
