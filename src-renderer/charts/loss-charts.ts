import type { LineSeriesOption } from 'echarts/charts';
import type { EChartsOption, GridOption, XAXisOption, YAXisOption } from 'echarts/types/dist/shared';
import { formatCount, formatReal } from '../formatting/number';
import type { ChartTheme } from './chart-theme';
import { logAxis, type LogAxis } from './log-axis';
import { lossLayout, type PlacedPanel } from './loss-layout';

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

/** The size of letters that the distances below are for. */
const usualSize = 12;
/** Of the words above a panel. */
const usualTitleHeight = 18;

/** Losses as small multiples, a panel a size, on common logarithmic axes: what is not above 0 has no place there. */
export function lossCharts(charts: LossCharts): EChartsOption {
  const { panels, theme, width, height } = charts;
  const axes = lossAxes(panels);
  const places = lossLayout(panels.length, { width, height, fontSize: theme.fontSize });
  const drawn = panels.flatMap((panel, index) => {
    const place = places[index];
    return place === undefined
      ? []
      : [panelParts(panel, { ...charts, axes, place, index, origin: { left: 0, top: 0 } })];
  });
  return {
    ...common(theme),
    tooltip: { show: theme.interactive, trigger: 'item', confine: true },
    title: drawn.map((panel) => panel.title),
    grid: drawn.map((panel) => panel.grid),
    xAxis: drawn.map((panel) => panel.xAxis),
    yAxis: drawn.map((panel) => panel.yAxis),
    series: drawn.flatMap((panel) => panel.series),
  };
}

/** One of the panels as a chart of its own, as large as its whole place: it is drawn in a fraction of the time that all take. */
export function lossPanel(
  panel: LossPanel,
  drawing: Omit<LossCharts, 'panels' | 'width' | 'height'> & { readonly axes: LossAxes; readonly place: PlacedPanel },
): EChartsOption {
  const parts = panelParts(panel, { ...drawing, index: 0, origin: drawing.place.whole });
  // What it says is wrapped where it is wider than the panel.
  return {
    ...common(drawing.theme),
    ...parts,
    tooltip: { trigger: 'item', confine: true, extraCssText: 'white-space: normal' },
  };
}

export interface LossAxes {
  readonly steps: LogAxis;
  readonly losses: LogAxis;
}

/** The axes that all panels have in common. */
export function lossAxes(panels: readonly LossPanel[]): LossAxes {
  const lines = panels.flatMap((panel) => panel.lines);
  return {
    steps: logAxis(lines.flatMap((line) => ends(line.steps.filter((step) => step > 0)))),
    losses: logAxis(lines.flatMap((line) => ends(line.values.filter((value) => value !== null && value > 0)))),
  };
}

function common(theme: ChartTheme): EChartsOption {
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.font, fontSize: theme.fontSize },
  };
}

interface PanelDrawing extends Pick<LossCharts, 'colour' | 'failedColour' | 'selected' | 'theme'> {
  readonly axes: LossAxes;
  readonly place: PlacedPanel;
  /** Of its grid and its axes in the chart. */
  readonly index: number;
  /** Where the chart stands in the picture that the place is in. */
  readonly origin: { readonly left: number; readonly top: number };
}

function panelParts(
  { n, lines }: LossPanel,
  { axes, place, index, origin, theme, colour, failedColour, selected }: PanelDrawing,
) {
  const scale = theme.fontSize / usualSize;
  const plot = { ...place.plot, left: place.plot.left - origin.left, top: place.plot.top - origin.top };
  const grid: GridOption = { ...plot, outerBoundsMode: 'none', containLabel: false };
  const title = {
    text: `n = ${formatCount(n)}`,
    left: plot.left,
    top: plot.top - usualTitleHeight * scale,
    padding: 0,
    textStyle: { color: theme.text, fontSize: theme.fontSize, fontWeight: 'normal' as const },
  };
  const xAxis: XAXisOption = {
    ...axis(axes.steps, theme, place.lowest),
    gridIndex: index,
    ...(place.lowest
      ? { name: 'training step', nameLocation: 'middle', nameGap: 26 * scale, nameTextStyle: muted(theme) }
      : {}),
  };
  const yAxis: YAXisOption = {
    ...axis(axes.losses, theme, place.leftmost),
    gridIndex: index,
    ...(place.named ? { name: 'loss', nameLocation: 'middle', nameGap: 46 * scale, nameTextStyle: muted(theme) } : {}),
  };
  const series = lines.map((line) =>
    lineSeries(line, n, index, { colour: line.failed ? failedColour : colour, selected: line.id === selected }),
  );
  return { title, grid, xAxis, yAxis, series };
}

function ends(values: readonly (number | null)[]): number[] {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? [] : [Math.min(...known), Math.max(...known)];
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
