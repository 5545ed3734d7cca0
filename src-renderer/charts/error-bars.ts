import type { CustomSeriesOption } from 'echarts/charts';
import type { LogAxis } from './log-axis';

/** [x, y, low, high], all in the coordinates of the axes. */
export type Bar = [number, number, number, number];

/** How many standard errors a bar or a band reaches to each side: 95 % of a normal error. */
export const reach = 1.96;

/** The 95 % bar of a positive value at n on logarithmic axes; one that reaches 0 goes down to the lower end of the axis. */
export function logBar(n: number, value: number, standardError: number, axis: LogAxis): Bar {
  const low = value - reach * standardError;
  return [
    Math.log10(n),
    Math.log10(value),
    low > 0 ? Math.log10(low) : axis.min,
    Math.log10(value + reach * standardError),
  ];
}

/** Vertical bars with caps. */
export function errorBars(
  name: string,
  bars: readonly Bar[],
  colour: string,
  axis: number,
  width: number,
): CustomSeriesOption {
  return {
    type: 'custom',
    name,
    xAxisIndex: axis,
    yAxisIndex: axis,
    data: bars.map((bar) => [...bar]),
    encode: { x: 0, y: [2, 3] },
    silent: true,
    clip: true,
    z: 2,
    renderItem(_, api) {
      const [x = 0, low = 0] = api.coord([api.value(0), api.value(2)]);
      const [, high = 0] = api.coord([api.value(0), api.value(3)]);
      const style = { stroke: colour, lineWidth: width, fill: 'none' };
      const cap = 3;
      // Bars that the marker hides would only be noise.
      if (low - high < 2) return null;
      return {
        type: 'group',
        children: [
          { type: 'line', shape: { x1: x, y1: low, x2: x, y2: high }, style },
          { type: 'line', shape: { x1: x - cap, y1: high, x2: x + cap, y2: high }, style },
          { type: 'line', shape: { x1: x - cap, y1: low, x2: x + cap, y2: low }, style },
        ],
      };
    },
  };
}

/** A shaded band between low and high. */
export function band(name: string, bars: readonly Bar[], colour: string, axis: number): CustomSeriesOption {
  return {
    type: 'custom',
    name,
    xAxisIndex: axis,
    yAxisIndex: axis,
    data: [bars.flatMap(([x, , low, high]) => [x, low, high])],
    encode: { x: 0, y: 1 },
    silent: true,
    clip: true,
    z: 1,
    renderItem(_, api) {
      const upper = bars.map(([x, , , high]) => api.coord([x, high]));
      const lower = bars.map(([x, , low]) => api.coord([x, low])).reverse();
      return { type: 'polygon', shape: { points: [...upper, ...lower] }, style: { fill: colour, opacity: 0.18 } };
    },
  };
}
