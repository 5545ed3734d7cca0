import type { CustomSeriesOption } from 'echarts/charts';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { formatCount, formatReal } from '../formatting/number';
import type { ChartTheme } from './chart-theme';
import { logAxis } from './log-axis';
import { shadedZone } from './shaded-zone';
import { smallChart } from './small-chart';

/** A deviation at one size, in standard errors. */
export interface Deviation {
  readonly n: number;
  /** Null where there is none. */
  readonly value: number | null;
  /** Whether it takes part in the fit or the test; others are hollow. */
  readonly used: boolean;
}

export interface DeviationChart {
  readonly deviations: readonly Deviation[];
  /** What the deviations are from: the name of the axis. */
  readonly name: string;
  readonly colour: string;
  readonly theme: ChartTheme;
}

/** Deviations beyond are drawn at the edge. */
const farthest = 8;

/** Deviations in standard errors against n, with the zones in which 68 % and 95 % of them lie where there is nothing but chance. */
export function deviationChart({ deviations, name, colour, theme }: DeviationChart): EChartsOption {
  const axis = logAxis(deviations.map(({ n }) => n));
  const shown = deviations.flatMap(({ n, value, used }) => (value === null ? [] : [{ n, value, used }]));
  const largest = Math.min(farthest, Math.max(3, ...shown.map(({ value }) => Math.abs(value) + 0.3)));
  const clip = (value: number): number => Math.max(-largest, Math.min(largest, value));
  const zone = (reach: number): CustomSeriesOption =>
    shadedZone([axis.min, -reach], [axis.max, reach], theme.muted, 0.1);
  return {
    ...smallChart(axis, { name, min: -largest, max: largest }, theme),
    series: [
      zone(1),
      zone(1.96),
      {
        type: 'line',
        silent: true,
        symbol: 'none',
        data: [
          [axis.min, 0],
          [axis.max, 0],
        ],
        lineStyle: { color: theme.axis, width: 1 },
        z: 1,
      },
      {
        type: 'scatter',
        symbolSize: theme.markerSize + 1,
        cursor: 'default',
        silent: !theme.interactive,
        data: shown.map(({ n, value, used }) => ({
          value: [Math.log10(n), clip(value)],
          itemStyle: used
            ? { color: colour }
            : { color: theme.background, borderColor: colour, borderWidth: 1.2, opacity: 0.7 },
          tooltip: { formatter: () => describeDeviation({ n, value, used }) },
        })),
        z: 3,
      },
    ],
  };
}

/** Numbers only, so that nothing in it has to be escaped. */
export function describeDeviation({ n, value, used }: Deviation): string {
  const told = value === null ? 'none' : `${formatReal(value, 3)} standard errors`;
  return `n = ${formatCount(n)}: ${told}${used ? '' : ', not used'}`;
}
