import type { EChartsOption } from 'echarts/types/dist/shared';
import { formatReal } from '../formatting/number';
import type { ChartTheme } from './chart-theme';

/** Points of the plane with a name, pair after pair. */
export interface FlatSet {
  readonly name: string;
  readonly colour: string;
  readonly symbol: 'circle' | 'diamond' | 'cross';
  readonly positions: Float32Array;
}

export interface FlatSpace {
  readonly sets: readonly FlatSet[];
  readonly lines: readonly Float32Array[];
  readonly lineColour: string;
  readonly copies: Float32Array;
  readonly axisNames: readonly string[];
  /** What a picture of a size in pixels reaches over. */
  rangesIn(size: { readonly width: number; readonly height: number }): {
    readonly x: readonly [number, number];
    readonly y: readonly [number, number];
  };
}

const crossPath = 'path://M0,0L10,10M10,0L0,10';

/** Points of a space with the orbits of its training points, for print. */
export function spaceChart(space: FlatSpace, theme: ChartTheme, width: number, height: number): EChartsOption {
  const room = { left: 5.2 * theme.fontSize, right: 14, top: 2.6 * theme.fontSize, bottom: 4 * theme.fontSize };
  const ranges = space.rangesIn({
    width: width - room.left - room.right,
    height: height - room.top - room.bottom,
  });
  const text = { color: theme.muted, fontFamily: theme.font, fontSize: theme.fontSize };
  const axis = (name: string, [min, max]: readonly [number, number], gap: number) => ({
    type: 'value' as const,
    min,
    max,
    name,
    nameLocation: 'middle' as const,
    nameGap: gap,
    nameTextStyle: { ...text, color: theme.text },
    axisLabel: {
      ...text,
      showMinLabel: false,
      showMaxLabel: false,
      formatter: (value: number) => formatReal(value, 3),
    },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
    axisTick: { show: true },
    splitLine: { show: false },
  });
  // Lines are one series: a gap stands between each two.
  const joined = space.lines.flatMap((line) => [...pairs(line), [NaN, NaN]]);
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.font, color: theme.text },
    grid: { ...room, show: true, borderColor: theme.axis, backgroundColor: 'transparent' },
    legend: {
      top: 8,
      left: room.left,
      itemGap: 18,
      textStyle: { ...text, color: theme.text },
      data: space.sets.map(({ name }) => name),
    },
    xAxis: axis(space.axisNames[0] ?? '', ranges.x, 2.4 * theme.fontSize),
    yAxis: axis(space.axisNames[1] ?? '', ranges.y, 3.8 * theme.fontSize),
    series: [
      ...(joined.length === 0
        ? []
        : [
            {
              type: 'line' as const,
              data: joined,
              symbol: 'none',
              silent: true,
              clip: true,
              z: 1,
              connectNulls: false,
              lineStyle: { color: space.lineColour, width: 0.8, opacity: 0.4 },
            },
          ]),
      ...(space.copies.length === 0
        ? []
        : [
            {
              type: 'scatter' as const,
              data: pairs(space.copies),
              symbolSize: 3,
              silent: true,
              z: 1,
              itemStyle: { color: space.lineColour, opacity: 0.4 },
            },
          ]),
      ...space.sets.map(({ name, colour, symbol, positions }) => ({
        type: 'scatter' as const,
        name,
        data: pairs(positions),
        symbol: symbol === 'cross' ? crossPath : symbol,
        symbolSize: symbol === 'diamond' ? theme.markerSize + 2 : theme.markerSize - 2,
        clip: true,
        itemStyle:
          symbol === 'cross'
            ? { color: 'transparent', borderColor: colour, borderWidth: 1, opacity: 0.6 }
            : { color: colour, opacity: symbol === 'diamond' ? 1 : 0.7 },
      })),
    ],
  };
}

function pairs(points: Float32Array): [number, number][] {
  return Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i] as number, points[2 * i + 1] as number]);
}
