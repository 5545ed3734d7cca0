import { formatReal } from '../formatting/number';
import type { ChartTheme } from './chart-theme';

/** An axis of a chart for print, with its name beside it. */
export function plainAxis(theme: ChartTheme, name: string, nameGap: number) {
  const text = { color: theme.text, fontFamily: theme.font, fontSize: theme.fontSize };
  return {
    name,
    nameGap,
    nameLocation: 'middle' as const,
    nameTextStyle: text,
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
    axisTick: { show: true, inside: true, lineStyle: { color: theme.axis } },
    splitLine: { show: false },
    axisLabel: { ...text, hideOverlap: true, formatter: (value: number) => formatReal(value) },
  };
}

/** The room around a chart with one pair of axes. */
export function plainGrid(theme: ChartTheme) {
  return {
    left: Math.round(theme.fontSize * 5.2),
    right: Math.round(theme.fontSize * 1.6),
    top: Math.round(theme.fontSize * 1.4),
    bottom: Math.round(theme.fontSize * 3.8),
    outerBoundsMode: 'none' as const,
    containLabel: false,
  };
}
