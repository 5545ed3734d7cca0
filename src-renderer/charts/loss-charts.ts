import type { LineSeriesOption } from 'echarts/charts';
import type { EChartsOption, GridOption, XAXisOption, YAXisOption } from 'echarts/types/dist/shared';
import { formatCount, formatReal } from '../formatting/number';
import type { ChartTheme } from './chart-theme';
import { logAxis, type LogAxis } from './log-axis';

/** The loss of one run over its training. */
export interface LossLine {
  readonly id: string;
  readonly replicate: number;
  readonly failed: boolean;
  readonly steps: readonly number[];
  /** Null where it was no longer a finite number. */
  readonly values: readonly (number | null)[];
}

/** The runs of one size. */
export interface LossPanel {
  readonly n: number;
  readonly lines: readonly LossLine[];
}

export interface LossCharts {
  readonly panels: readonly LossPanel[];
  readonly colour: string;
  readonly failedColour: string;
  /** The run whose line is drawn heavier. */
  readonly selected: string | null;
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
}

/** Panels are about so much wider than high. */
const shape = 1.5;
/** The size of letters that the distances below are for. */
const usualSize = 12;
/** Of the words above a panel. */
const usualTitleHeight = 18;
const usualRoom = { left: 62, right: 26, top: 22, bottom: 44, between: 28, title: 26 };

/** Losses as small multiples, a panel a size, on common logarithmic axes: what is not above 0 has no place there. */
export function lossCharts({
  panels,
  colour,
  failedColour,
  selected,
  theme,
  width,
  height,
}: LossCharts): EChartsOption {
  const scale = theme.fontSize / usualSize;
  const titleHeight = usualTitleHeight * scale;
  const room = {
    left: usualRoom.left * scale,
    right: usualRoom.right * scale,
    top: usualRoom.top * scale,
    bottom: usualRoom.bottom * scale,
    between: usualRoom.between * scale,
    title: usualRoom.title * scale,
  };
  const lines = panels.flatMap((panel) => panel.lines);
  const steps = logAxis(lines.flatMap((line) => ends(line.steps.filter((step) => step > 0))));
  const losses = logAxis(lines.flatMap((line) => ends(line.values.filter((value) => value !== null && value > 0))));
  const columns = columnsOf(panels.length, width, height);
  const rows = Math.max(1, Math.ceil(panels.length / columns));
  const cell = {
    width: (width - room.left - room.right - room.between * (columns - 1)) / columns,
    height: (height - room.top - room.bottom - room.title * (rows - 1)) / rows,
  };
  const place = (index: number): { readonly left: number; readonly top: number } => ({
    left: room.left + (index % columns) * (cell.width + room.between),
    top: room.top + Math.floor(index / columns) * (cell.height + room.title),
  });
  const grid = panels.map((_, index): GridOption => ({
    ...place(index),
    width: Math.max(1, cell.width),
    height: Math.max(1, cell.height),
    outerBoundsMode: 'none',
    containLabel: false,
  }));
  const title = panels.map(({ n }, index) => ({
    text: `n = ${formatCount(n)}`,
    left: place(index).left,
    top: place(index).top - titleHeight,
    padding: 0,
    textStyle: { color: theme.text, fontSize: theme.fontSize, fontWeight: 'normal' as const },
  }));
  const lowest = (index: number): boolean => index + columns >= panels.length;
  const middle = Math.floor((rows - 1) / 2) * columns;
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.font, fontSize: theme.fontSize },
    tooltip: { show: theme.interactive, trigger: 'item', confine: true },
    title,
    grid,
    xAxis: panels.map((_, index): XAXisOption => ({
      ...axis(steps, theme, lowest(index)),
      gridIndex: index,
      ...(lowest(index)
        ? { name: 'training step', nameLocation: 'middle', nameGap: 26 * scale, nameTextStyle: muted(theme) }
        : {}),
    })),
    yAxis: panels.flatMap((_, index): YAXisOption[] => [
      {
        ...axis(losses, theme, index % columns === 0),
        gridIndex: index,
        ...(index === middle
          ? { name: 'loss', nameLocation: 'middle', nameGap: 46 * scale, nameTextStyle: muted(theme) }
          : {}),
      },
    ]),
    series: panels.flatMap((panel, index) =>
      panel.lines.map((line) =>
        lineSeries(line, panel.n, index, {
          colour: line.failed ? failedColour : colour,
          selected: line.id === selected,
        }),
      ),
    ),
  };
}

function ends(values: readonly (number | null)[]): number[] {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? [] : [Math.min(...known), Math.max(...known)];
}

/** As many columns as make the panels about as wide as is pleasant. */
export function columnsOf(panels: number, width: number, height: number): number {
  if (panels <= 1) return 1;
  return Math.min(panels, Math.max(1, Math.round(Math.sqrt((panels * width) / (Math.max(1, height) * shape)))));
}

const muted = (theme: ChartTheme): { color: string; fontSize: number } => ({
  color: theme.muted,
  fontSize: theme.fontSize,
});

function axis(log: LogAxis, theme: ChartTheme, labels: boolean) {
  return {
    type: 'value' as const,
    min: log.min,
    max: log.max,
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
    splitLine: { show: true, lineStyle: { color: theme.grid } },
    axisTick: { show: true, inside: true, length: 3, lineStyle: { color: theme.axis }, customValues: [...log.ticks] },
    axisLabel: {
      show: labels,
      color: theme.muted,
      fontSize: theme.fontSize - 1,
      customValues: [...log.ticks],
      formatter: log.label,
      hideOverlap: true,
    },
  };
}

function lineSeries(
  line: LossLine,
  n: number,
  index: number,
  { colour, selected }: { readonly colour: string; readonly selected: boolean },
): LineSeriesOption {
  const data = line.steps.map((step, i) => {
    const value = line.values[i] ?? null;
    return step > 0 && value !== null && value > 0
      ? [Math.log10(step), Math.log10(value)]
      : [Math.log10(Math.max(1, step)), '-'];
  });
  return {
    type: 'line',
    name: line.id,
    xAxisIndex: index,
    yAxisIndex: index,
    data,
    showSymbol: line.steps.length < 3,
    symbol: 'circle',
    symbolSize: 4,
    triggerEvent: true,
    lineStyle: { color: colour, width: selected ? 2.5 : 1, opacity: selected ? 1 : 0.6 },
    itemStyle: { color: colour },
    z: selected ? 5 : 2,
    tooltip: { formatter: () => describeLoss(line, n) },
  };
}

/** A run's loss in a few words: numbers only, so that nothing in it has to be escaped. */
export function describeLoss({ replicate, steps, values }: LossLine, n: number): string {
  const last = values.findLastIndex((value) => value !== null);
  const told =
    last < 0 ? 'no loss yet' : `loss ${formatReal(values[last] ?? NaN, 3)} at step ${formatCount(steps[last] ?? 0)}`;
  return `n = ${formatCount(n)}, no. ${replicate + 1}: ${told}`;
}
