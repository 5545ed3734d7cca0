import type { NeighbouringDimension } from '#core/fitting/neighbouring-dimensions';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { formatCount, formatInterval, formatWithError } from '../formatting/number';
import type { ChartTheme } from './chart-theme';
import { logAxis } from './log-axis';
import { shadedZone } from './shaded-zone';
import { smallChart } from './small-chart';

export interface NeighbouringChart {
  readonly dimensions: readonly NeighbouringDimension[];
  /** d of the fit with its interval and its window; null where there is none. */
  readonly fit: {
    readonly dimension: number;
    readonly interval: readonly [number | null, number | null];
    readonly window: readonly [number, number];
  } | null;
  /** d of the theory. */
  readonly expected: number | null;
  readonly colour: string;
  readonly theme: ChartTheme;
}

/** The axis is at most so many times as high as the largest dimension, whatever the intervals. */
const room = 1.6;

/** The dimension between each size and the next with 95 % bars, that of the fit as a line over its window with its interval shaded, and that of the theory dotted. */
export function neighbouringChart({ dimensions, fit, expected, colour, theme }: NeighbouringChart): EChartsOption {
  const axis = logAxis(dimensions.flatMap(({ from, to }) => [from, to]));
  const known = dimensions.flatMap((one) => (one.dimension === null ? [] : [{ ...one, d: one.dimension }]));
  const centres = [
    ...known.map(({ d }) => d),
    ...(fit === null ? [] : [fit.dimension]),
    ...(expected === null ? [] : [expected]),
  ];
  const highest = centres.length === 0 ? 1 : Math.max(...centres);
  const lowest = centres.length === 0 ? 0 : Math.min(...centres);
  const top = Math.min(room * highest, Math.max(highest, ...known.map(({ interval, d }) => interval[1] ?? d)) * 1.05);
  const bottom = Math.max(0, Math.min(lowest, ...known.map(({ interval, d }) => interval[0] ?? d)) * 0.95);
  const [from, to] = fit?.window ?? [1, 1];
  const edges = [Math.max(axis.min, Math.log10(from)), Math.min(axis.max, Math.log10(to))] as const;
  return {
    ...smallChart(axis, { name: 'dimension d', min: bottom, max: top }, theme),
    series: [
      {
        type: 'custom',
        silent: true,
        clip: true,
        z: 2,
        data: known.map(({ n, interval }) => [Math.log10(n), interval[0] ?? bottom, interval[1] ?? top]),
        renderItem(_, api) {
          const ends = [1, 2].map((at) => Math.max(bottom, Math.min(top, Number(api.value(at)))));
          const [x = 0, low = 0] = api.coord([api.value(0), ends[0] ?? bottom]);
          const [, high = 0] = api.coord([api.value(0), ends[1] ?? top]);
          return {
            type: 'line',
            shape: { x1: x, y1: low, x2: x, y2: high },
            style: { stroke: colour, lineWidth: theme.lineWidth * 0.8 },
          };
        },
      },
      {
        type: 'scatter',
        symbolSize: theme.markerSize,
        cursor: 'default',
        silent: !theme.interactive,
        itemStyle: { color: colour },
        data: known.map((one) => ({
          value: [Math.log10(one.n), one.d],
          tooltip: { formatter: () => describeNeighbours(one) },
        })),
        z: 3,
      },
      ...(fit === null
        ? []
        : [
            shadedZone(
              [edges[0], Math.max(bottom, fit.interval[0] ?? bottom)],
              [edges[1], Math.min(top, fit.interval[1] ?? top)],
              colour,
              0.15,
            ),
            {
              type: 'line' as const,
              silent: true,
              symbol: 'none',
              data: edges.map((x) => [x, fit.dimension]),
              lineStyle: { color: colour, width: theme.lineWidth },
              z: 1,
            },
          ]),
      ...(expected === null
        ? []
        : [
            {
              type: 'line' as const,
              silent: true,
              symbol: 'none',
              data: [
                [axis.min, expected],
                [axis.max, expected],
              ],
              lineStyle: { color: theme.text, width: 1, type: [2, 4] },
              z: 1,
            },
          ]),
    ],
  };
}

/** Numbers only, so that nothing in it has to be escaped. */
export function describeNeighbours({ from, to, dimension, standardError, interval }: NeighbouringDimension): string {
  const between = `n = ${formatCount(from)} to ${formatCount(to)}`;
  if (dimension === null || standardError === null) return `${between}: the gap does not fall`;
  return `${between}: d = ${formatWithError(dimension, standardError)}<br>95 %: ${formatInterval(interval)}`;
}
