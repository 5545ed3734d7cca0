import type { GridOption, XAXisOption, YAXisOption } from 'echarts/types/dist/shared';
import { formatReal } from '../formatting/number';
import type { ChartTheme } from './chart-theme';
import type { GapLayout } from './gap-layout';
import { linearTicks } from './linear-axis';
import type { LogAxis } from './log-axis';

/** The grids and axes of a gap chart: log n shared, log R above, d below. */
export function gapAxes(
  theme: ChartTheme,
  layout: GapLayout,
  sizes: LogAxis,
  gaps: LogAxis,
  local: readonly [number, number],
): { grid: GridOption[]; xAxis: XAXisOption[]; yAxis: YAXisOption[] } {
  const text = { color: theme.text, fontFamily: theme.font, fontSize: theme.fontSize };
  const line = { show: true, onZero: false, lineStyle: { color: theme.axis, width: 1 } };
  const splitLine = { show: theme.grid !== 'transparent', lineStyle: { color: theme.grid } };
  const nameGap = Math.round(theme.fontSize * 3.9);
  // The lines of a grid stand on all ticks, so on the screen there are only the labelled ones.
  const ticksOf = (axis: LogAxis): number[] => [...axis.ticks, ...(splitLine.show ? [] : axis.minorTicks)];
  const log = (axis: LogAxis, labels: boolean) => ({
    type: 'value' as const,
    min: axis.min,
    max: axis.max,
    axisLine: line,
    splitLine,
    axisTick: { show: true, inside: true, length: 5, lineStyle: { color: theme.axis }, customValues: ticksOf(axis) },
    axisLabel: {
      ...text,
      show: labels,
      customValues: [...axis.ticks],
      formatter: axis.label,
      hideOverlap: true,
      showMinLabel: true,
      showMaxLabel: true,
    },
  });
  const localTicks = linearTicks(local[0], local[1], 4);
  const name = { nameLocation: 'middle' as const, nameTextStyle: text, nameMoveOverlap: false };
  const panel = { left: layout.left, right: layout.right, outerBoundsMode: 'none' as const, containLabel: false };
  return {
    grid: [
      { ...panel, top: layout.gapTop, height: layout.gapHeight },
      { ...panel, top: layout.localTop, height: layout.localHeight },
    ],
    xAxis: [
      { ...log(sizes, false), gridIndex: 0 },
      { ...log(sizes, true), ...name, gridIndex: 1, name: 'training-set size n', nameGap: theme.fontSize * 2 + 4 },
    ],
    yAxis: [
      { ...log(gaps, true), ...name, gridIndex: 0, name: 'representation gap R(n)', nameGap },
      {
        ...name,
        type: 'value',
        gridIndex: 1,
        min: local[0],
        max: local[1],
        name: 'local dimension',
        nameGap,
        axisLine: line,
        splitLine,
        axisTick: { show: true, inside: true, lineStyle: { color: theme.axis }, customValues: localTicks },
        axisLabel: { ...text, hideOverlap: true, customValues: localTicks, formatter: (d: number) => formatReal(d) },
      },
    ],
  };
}
