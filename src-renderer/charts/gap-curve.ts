import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import type { EChartsOption } from 'echarts/types/dist/shared';
import type { ChartTheme } from './chart-theme';
import { errorBars, logBar, reach } from './error-bars';
import { gapAxes } from './gap-axes';
import { generalizationName, generalizationPoints, generalizationSeries } from './generalization-series';
import { gapLayout, type GapLayout } from './gap-layout';
import { drawnLaws, lawNames, lawSeries, lawWords } from './law-series';
import { localDimensionSeries, localRange } from './local-dimension';
import { logAxis, type LogAxis } from './log-axis';
import { curveInk, curveSymbol } from './palette';
import { fitLine, sizeRange, type LogPoint, type PlottedCurve } from './plotted-curve';
import { shownTransport, transportName, transportSeries } from './transport-series';
import { pointTooltip, transportTooltip } from './tooltip';

export interface GapChart {
  readonly curves: readonly PlottedCurve[];
  /** Sizes that are still to come, so that the axis does not jump while a sweep fills in. */
  readonly plannedSizes?: readonly number[];
  /** What people read for a label; the label itself where it is not given. */
  readonly titleOf?: (label: string) => string;
  /** Names of the legend's entries that are switched off: labels of curves, laws, and what else is drawn for all curves. */
  readonly hidden?: ReadonlySet<string>;
  /** The curve at whose laws stands whether their conditions hold; at those of all where it is left out and they are few. */
  readonly explained?: string | undefined;
  /** The curve that stands out from the others. */
  readonly highlighted?: string | undefined;
  /** Whether the legend stands in the chart; yes if left out. */
  readonly legend?: boolean;
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
}

type Series = ScatterSeriesOption | LineSeriesOption | CustomSeriesOption;

/** Of so many curves at most the laws are explained without being asked. */
const fewCurves = 2;

/** What is drawn of the curves; those beside one that stands out are pale. */
function shownCurves({
  curves,
  hidden,
  highlighted,
}: Pick<GapChart, 'curves' | 'hidden' | 'highlighted'>): readonly PlottedCurve[] {
  const shown = hidden === undefined ? curves : curves.filter(({ label }) => !hidden.has(label));
  if (!shown.some(({ label }) => label === highlighted)) return shown;
  return shown.map((curve) => (curve.label === highlighted ? curve : { ...curve, pale: true }));
}

/** The axis of n of a chart, for what is laid over it. */
export function sizeAxis(chart: Pick<GapChart, 'curves' | 'plannedSizes' | 'hidden'>): LogAxis {
  return logAxis(sizeRange(shownCurves(chart), chart.plannedSizes));
}

/** Where the panels of a chart stand. */
export function layoutOf(chart: GapChart): GapLayout {
  const { theme, width } = chart;
  const titleOf = titlesOf(chart);
  if (chart.legend === false) return gapLayout(chart.height, 0, theme.fontSize);
  // Symbol, the space after it, and the space to the next entry.
  const widths = legendNames(chart.curves).map((name) => titleOf(name).length * theme.fontSize * 0.54 + 27 + legendGap);
  return gapLayout(chart.height, wrappedRows(widths, Math.max(200, width - 10)), theme.fontSize);
}

const legendGap = 14;
const asItIs = (label: string): string => label;

/** What people read for a name: a curve's own title where it has one. */
function titlesOf({ curves, titleOf = asItIs }: Pick<GapChart, 'curves' | 'titleOf'>): (name: string) => string {
  const titles = new Map(curves.flatMap(({ label, title }) => (title === undefined ? [] : [[label, title]])));
  return (name) => titles.get(name) ?? titleOf(name);
}

/** How many rows entries of these widths fill when they wrap. */
function wrappedRows(widths: readonly number[], room: number): number {
  let rows = 0;
  let left = 0;
  for (const width of widths) {
    if (width > left) {
      rows++;
      left = room;
    }
    left -= width;
  }
  return rows;
}

/**
 * The gap curve in log-log axes with 95 % error bars, fits (solid in their window, dashed outside), the theory's laws, and the local
 * dimension below. Positions are log₁₀ of n and R.
 */
export function gapCurve(chart: GapChart): EChartsOption {
  const { theme, hidden, explained } = chart;
  const titleOf = titlesOf(chart);
  const curves = shownCurves(chart);
  const isShown = ({ name }: { readonly name?: unknown }): boolean =>
    !(hidden !== undefined && typeof name === 'string' && hidden.has(name));
  const sizes = sizeAxis(chart);
  const ends: [number, number] = sizeRange(curves, chart.plannedSizes);
  const lawsOf = curves.map((curve) => ({ label: curve.label, laws: drawnLaws(curve, theme, ends) }));
  const lines = lawsOf.flatMap((curve) => curve.laws).filter(({ law }) => isShown({ name: lawNames[law] }));
  const worded = lawsOf
    .filter(({ label }) => (explained === undefined ? curves.length <= fewCurves : label === explained))
    .flatMap((curve) => curve.laws);
  const drawn = lines.flatMap(({ line }) => line.map(([, y]) => 10 ** y));
  const measured = curves.flatMap((curve) => [
    ...curve.points.flatMap(barEnds),
    ...generalizationPoints(curve).flatMap(({ error, standardError }) => barEnds({ gap: error, standardError })),
    ...shownTransport(curve).flatMap(({ squaredDistance: gap, standardError }) => barEnds({ gap, standardError })),
  ]);
  // While sizes are still to come the laws say where their points will lie, so that the axis stands still.
  const complete = curves.every((curve) => curve.points.some(({ n }) => n === ends[1]));
  const gaps = logAxis([...measured, ...drawn.filter((value) => !complete || near(value, measured))]);
  const series: Series[] = [
    ...lines.map((law) => lawSeries(law, theme)),
    ...worded.flatMap((law) => lawWords(law, theme, sizes, gaps)),
    ...curves.flatMap((curve) => [...fitSeries(curve, theme, ends), ...pointSeries(curve, theme, gaps)]),
    ...curves.flatMap((curve) => generalizationSeries(curve, theme, gaps, ends)),
    ...curves.flatMap((curve) => transportSeries(curve, theme, gaps)),
    ...curves.flatMap((curve) => localDimensionSeries(curve, theme, [sizes.min, sizes.max])),
  ];
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.font, fontSize: theme.fontSize },
    ...(chart.legend === false ? {} : { legend: legend(curves, theme, titleOf) }),
    tooltip: tooltip(curves, theme, titleOf),
    ...gapAxes(theme, layoutOf(chart), sizes, gaps, localRange(curves)),
    series: series.filter(isShown),
  };
}

/** The ends of a point's error bar; a bar that reaches 0 is cut at a third of the gap. */
function barEnds({ gap, standardError }: Pick<PlottedCurve['points'][number], 'gap' | 'standardError'>): number[] {
  return [Math.max(gap / 3, gap - reach * standardError), gap + reach * standardError];
}

/** Whether a law stays within a factor of ten of the data: farther, it would squeeze the curve. */
function near(value: number, measured: readonly number[]): boolean {
  return value > Math.min(...measured) / 10 && value < Math.max(...measured) * 10;
}

function pointSeries(curve: PlottedCurve, theme: ChartTheme, axis: LogAxis): Series[] {
  const colour = curveInk(curve, theme.dark);
  const shown = curve.points.map((point, at) => ({ point, at })).filter(({ point }) => point.gap > 0);
  const bars = shown.map(({ point }) => logBar(point.n, point.gap, point.standardError, axis));
  const inside = (n: number): boolean => curve.fit === null || (n >= curve.fit.window[0] && n <= curve.fit.window[1]);
  return [
    errorBars(curve.label, bars, colour, 0, theme.lineWidth * 0.8),
    {
      type: 'scatter',
      name: curve.label,
      symbol: curveSymbol(curve.index),
      symbolSize: theme.markerSize,
      cursor: 'default',
      silent: !theme.interactive,
      emphasis: { disabled: !theme.interactive },
      data: shown.map(({ point, at }) => ({
        value: [Math.log10(point.n), Math.log10(point.gap), at],
        itemStyle: { color: colour, opacity: inside(point.n) ? 1 : 0.35 },
      })),
      itemStyle: { color: colour },
      z: 4,
    },
  ];
}

function fitSeries(curve: PlottedCurve, theme: ChartTheme, ends: readonly [number, number]): Series[] {
  const { fit } = curve;
  if (fit === null) return [];
  const [from, to] = fit.window;
  const line = (data: LogPoint[], dashed: boolean): LineSeriesOption => ({
    type: 'line',
    name: curve.label,
    data,
    // Shown in the legend only, on the line of the fit.
    symbol: curveSymbol(curve.index),
    showSymbol: false,
    silent: true,
    lineStyle: {
      color: curveInk(curve, theme.dark),
      width: theme.lineWidth,
      ...(dashed ? { type: 'dashed' as const, opacity: 0.6 } : {}),
    },
    z: 3,
  });
  return [
    line(fitLine(fit, from, to), false),
    ...(ends[0] < from ? [line(fitLine(fit, ends[0], from), true)] : []),
    ...(to < ends[1] ? [line(fitLine(fit, to, ends[1]), true)] : []),
  ];
}

function legendNames(curves: readonly PlottedCurve[]): string[] {
  const has = (kind: 'iid' | 'quantisation'): boolean =>
    curves.some(({ prediction }) => (prediction?.laws[kind] ?? null) !== null);
  return [
    ...curves.flatMap((curve) => (curve.points.length > 0 ? [curve.label] : [])),
    ...(has('iid') ? [lawNames.iid] : []),
    ...(has('quantisation') ? [lawNames.quantisation] : []),
    ...(curves.some((curve) => generalizationPoints(curve).length > 0) ? [generalizationName] : []),
    ...(curves.some((curve) => shownTransport(curve).length > 0) ? [transportName] : []),
  ];
}

function legend(
  curves: readonly PlottedCurve[],
  theme: ChartTheme,
  titleOf: (label: string) => string,
): LegendComponentOption {
  return {
    show: true,
    selectedMode: theme.interactive,
    top: 2,
    left: 'center',
    itemWidth: 22,
    itemHeight: 9,
    itemGap: legendGap,
    formatter: titleOf,
    textStyle: { color: theme.text, fontFamily: theme.font, fontSize: theme.fontSize },
    inactiveColor: theme.muted,
    data: legendNames(curves).map((name) => {
      const curve = curves.find(({ label }) => label === name);
      if (name === generalizationName || name === transportName) {
        const itemStyle = { color: theme.background, borderColor: theme.muted, borderWidth: theme.lineWidth };
        return { name, icon: name === transportName ? 'diamond' : 'circle', itemStyle };
      }
      if (curve === undefined) return { name, itemStyle: { opacity: 0 }, lineStyle: { color: theme.muted } };
      const color = curveInk(curve, theme.dark);
      // With a fit, its line carries the marker.
      return {
        name,
        itemStyle: { color, opacity: 1 },
        lineStyle: { color, type: 'solid', opacity: 1 },
        ...(curve.fit === null ? { icon: curveSymbol(curve.index) } : {}),
      };
    }),
  };
}

function tooltip(
  curves: readonly PlottedCurve[],
  theme: ChartTheme,
  titleOf: (label: string) => string,
): TooltipComponentOption {
  return {
    show: theme.interactive,
    trigger: 'item',
    confine: true,
    backgroundColor: theme.dark ? '#262a33' : '#ffffff',
    borderColor: theme.axis,
    textStyle: { color: theme.text, fontSize: 12, fontFamily: theme.font },
    formatter(params) {
      const one = Array.isArray(params) ? params[0] : params;
      const value: unknown = one?.value;
      // Errors of all curves are one entry of the legend, and so are distances: which curve's it is stands beside the place.
      const shared = one?.seriesName === generalizationName || one?.seriesName === transportName;
      const curve = curves.find(({ label, index }) =>
        shared && Array.isArray(value) ? index === Number(value[3]) : label === one?.seriesName,
      );
      if (curve === undefined || !Array.isArray(value)) return '';
      const title = titleOf(curve.label);
      return one?.seriesName === transportName
        ? transportTooltip(curve, Number(value[2]), title)
        : pointTooltip(curve, Number(value[2]), title);
    },
  };
}
