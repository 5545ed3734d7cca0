import type { RunRows } from '#contract/runs';
import type { EChartsOption } from 'echarts/types/dist/shared';
import type { ChartTheme } from '../../charts/chart-theme';
import { formatReal } from '../../formatting/number';
import { bareLabel } from './column-labels';

/** An axis of the parallel coordinates. */
export interface ParallelAxis {
  readonly column: string;
  /** Where all its numbers are positive: sizes and gaps, which are looked at on logarithmic axes everywhere, and what spreads over more than two powers of ten. */
  readonly log: boolean;
  /** Its numbers, their logarithms to base ten where it is logarithmic; NaN where a run has none. */
  readonly values: Float64Array;
  /** Of `values`. */
  readonly least: number;
  readonly largest: number;
}

/** Logarithmic however little they spread. */
const logarithmic = new Set(['n', 'gap', 'generalization']);
/** Between 0 and 1 by nature. */
const shares = new Set(['memorised', 'coverage']);

/** The axes of the columns that hold numbers. */
export function parallelAxes({ cells }: Pick<RunRows, 'cells'>, columns: readonly string[]): ParallelAxis[] {
  return columns.flatMap((column) => {
    const list = cells[column];
    if (!(list instanceof Float64Array)) return [];
    const present = list.filter((value) => Number.isFinite(value));
    if (present.length === 0) return [];
    const least = present.reduce((a, b) => Math.min(a, b), Infinity);
    const largest = present.reduce((a, b) => Math.max(a, b), -Infinity);
    const log = least > 0 && !shares.has(column) && (largest / least > 100 || logarithmic.has(column));
    const scale = (value: number): number => (log ? Math.log10(value) : value);
    return [{ column, log, values: list.map(scale), least: scale(least), largest: scale(largest) }];
  });
}

/** Each run a line across the axes, coloured by the last one; runs without a number on an axis break there. */
export function parallelOption(axes: readonly ParallelAxis[], theme: ChartTheme): EChartsOption {
  const ink = theme.dark ? '#7aa5ff' : '#1f4fb8';
  const count = axes[0]?.values.length ?? 0;
  const data = Array.from({ length: count }, (_, run) =>
    axes.map(({ values }) => {
      const value = values[run] ?? NaN;
      return Number.isFinite(value) ? value : '-';
    }),
  );
  return {
    animation: false,
    backgroundColor: theme.background,
    parallel: {
      ...{ left: 60, right: 70, top: 34, bottom: 16 },
      parallelAxisDefault: {
        type: 'value',
        scale: true,
        // What is brushed moves the page: it is told at the end, when the pointer has let go.
        realtime: false,
        nameLocation: 'start',
        nameGap: 16,
        splitNumber: 4,
        nameTextStyle: { color: theme.text, fontFamily: theme.font, fontSize: theme.fontSize },
        axisLine: { lineStyle: { color: theme.axis } },
        axisTick: { lineStyle: { color: theme.axis } },
        splitLine: { show: false },
        areaSelectStyle: { width: 18, opacity: 0.25, color: ink },
        axisLabel: { color: theme.text, fontFamily: theme.font, fontSize: 11 },
      },
    },
    parallelAxis: axes.map(({ column, log, least, largest }, dim) => ({
      dim,
      id: column,
      name: bareLabel(column),
      inverse: false,
      nameLocation: 'end' as const,
      z: 10,
      // The ends of the axis are its smallest and largest number.
      ...(least < largest ? { min: least, max: largest } : {}),
      ...(log ? { minInterval: 1 } : {}),
      axisLabel: {
        ...{ textBorderColor: theme.paper, textBorderWidth: 3 },
        formatter: (value: number) => formatReal(log ? 10 ** value : value, 3),
      },
    })),
    series: [
      {
        type: 'parallel',
        smooth: false,
        lineStyle: {
          width: 1,
          opacity: Math.max(0.08, Math.min(0.5, 60 / Math.max(1, count))),
          color: ink,
        },
        inactiveOpacity: 0.03,
        data,
      },
    ],
  };
}
