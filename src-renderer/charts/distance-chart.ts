import type { CustomSeriesRenderItem, EChartsOption } from 'echarts/types/dist/shared';
import { formatCount, formatReal } from '../formatting/number';
import type { ChartTheme } from './chart-theme';
import { linearTicks } from './linear-axis';

/** Distances of one set of points. */
export interface DistanceSet {
  readonly name: string;
  readonly colour: string;
  readonly distances: Float64Array;
  /** Bars, or an outline that lets others be seen. */
  readonly filled: boolean;
}

export interface DistanceBins {
  readonly width: number;
  /** Of each set the share of its points in each bin; the last holds all beyond too. */
  readonly shares: readonly (readonly number[])[];
  /** Whether some lie beyond the last. */
  readonly beyond: boolean;
}

/** Share of all distances that the axis reaches to: a long tail would leave nothing to see. */
const reach = 0.99;

/** Distances in bins of equal width from 0, the same for all sets. */
export function distanceBins(sets: readonly DistanceSet[], bins: number): DistanceBins {
  const ends = sets
    .filter(({ distances }) => distances.length > 0)
    .map(({ distances }) => Float64Array.from(distances).sort()[Math.floor(reach * (distances.length - 1))] ?? 0);
  const last = Math.max(0, ...ends);
  const width = (last > 0 ? last * 1.000001 : 1) / bins;
  let beyond = false;
  const shares = sets.map(({ distances }) => {
    const counts = new Array<number>(bins).fill(0);
    for (const distance of distances) {
      const bin = Math.floor(distance / width);
      if (bin >= bins) beyond = true;
      const at = Math.min(bins - 1, bin);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    return counts.map((count) => (distances.length === 0 ? 0 : count / distances.length));
  });
  return { width, shares, beyond };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How far points lie from the training orbits, beside how far those lie from each other; a dashed line where an output counts as memorised. */
export function distanceChart(
  sets: readonly DistanceSet[],
  threshold: number | null,
  theme: ChartTheme,
  { width, height }: Size,
): EChartsOption {
  const bins = Math.max(12, Math.min(48, Math.floor(width / 9)));
  const { width: step, shares, beyond } = distanceBins(sets, bins);
  const last = step * bins;
  const most = heightOf(sets, shares);
  const ticks = linearTicks(0, last, Math.max(2, width / 90));
  const text = { color: theme.muted, fontFamily: theme.font, fontSize: theme.fontSize - 1 };
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.font, color: theme.text },
    grid: {
      left: 4.2 * theme.fontSize,
      right: 12,
      top: (width < 8.5 * theme.fontSize * sets.length ? 4.6 : 3.1) * theme.fontSize,
      bottom: 3.5 * theme.fontSize,
    },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 12,
      itemHeight: 9,
      itemGap: 12,
      textStyle: text,
      data: sets.map(({ name }) => name),
      selectedMode: false,
    },
    ...(theme.interactive ? { tooltip: { confine: true } } : {}),
    xAxis: {
      type: 'value',
      min: 0,
      max: last,
      name: `Distance to the nearest orbit${beyond ? ' (last bar: and beyond)' : ''}`,
      nameLocation: 'middle',
      nameGap: 2 * theme.fontSize,
      nameTextStyle: { ...text, color: theme.text },
      interval: (ticks[1] ?? last) - (ticks[0] ?? 0),
      axisLabel: { ...text, showMaxLabel: false, formatter: (value: number) => formatReal(value, 3) },
      axisLine: { lineStyle: { color: theme.axis } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: most * 1.05,
      axisLabel: { ...text, showMaxLabel: false, formatter: (value: number) => `${formatReal(100 * value, 2)} %` },
      axisLine: { show: true, lineStyle: { color: theme.axis } },
      splitLine: { lineStyle: { color: theme.grid } },
      splitNumber: Math.max(2, Math.floor(height / 50)),
    },
    series: [
      ...sets.map((set, s) => ({
        name: set.name,
        type: 'custom' as const,
        color: set.colour,
        renderItem: barOf(set, theme, most * 1.05),
        encode: { x: [0, 1], y: 2 },
        data: (shares[s] ?? []).map((share, i) => [i * step, (i + 1) * step, share]),
        tooltip: {
          formatter: (one: unknown): string => tooltipOf(one, set),
        },
      })),
      ...(threshold === null || threshold > last
        ? []
        : [
            {
              type: 'line' as const,
              data: [
                [threshold, 0],
                [threshold, most * 1.05],
              ],
              symbol: 'none',
              silent: true,
              lineStyle: { color: theme.text, type: 'dashed' as const, width: 1 },
            },
          ]),
    ],
  };
}

/** What the highest bar takes: a single bar that would dwarf all others is cut, and says how high it is. */
function heightOf(sets: readonly DistanceSet[], shares: DistanceBins['shares']): number {
  const highest = (filled: boolean): number =>
    Math.max(0.01, ...shares.filter((_, s) => sets[s]?.filled === filled).flat());
  const others = highest(false);
  return others > 0.01 ? Math.min(Math.max(highest(true), others), 3 * others) : highest(true);
}

function barOf(set: DistanceSet, theme: ChartTheme, ceiling: number): CustomSeriesRenderItem {
  return (_parameters, api) => {
    const share = Number(api.value(2));
    const [left = 0, top = 0] = api.coord([api.value(0), Math.min(share, ceiling)]);
    const [right = 0, bottom = 0] = api.coord([api.value(1), 0]);
    const bar = {
      type: 'rect' as const,
      shape: { x: left + 0.5, y: top, width: Math.max(1, right - left - 1), height: Math.max(0, bottom - top) },
      style: set.filled
        ? { fill: set.colour, opacity: 0.75 }
        : { fill: 'transparent', stroke: set.colour, lineWidth: share > 0 ? theme.lineWidth * 0.8 : 0 },
    };
    if (share <= ceiling) return bar;
    const cut = {
      type: 'text' as const,
      style: {
        text: `↑ ${formatReal(100 * share, 3)} %`,
        ...{ x: left, y: top - 1.1 * theme.fontSize, fill: theme.text, font: `${theme.fontSize - 1}px ${theme.font}` },
      },
    };
    return { type: 'group', children: [bar, cut] };
  };
}

function tooltipOf(one: unknown, set: DistanceSet): string {
  const value = typeof one === 'object' && one !== null && 'value' in one ? one.value : undefined;
  if (!Array.isArray(value)) return '';
  const [from, to, share] = value.map(Number) as [number, number, number];
  return `${set.name}: ${formatReal(from, 3)} to ${formatReal(to, 3)}<br>${formatCount(Math.round(share * set.distances.length))} points (${formatReal(100 * share, 3)} %)`;
}
