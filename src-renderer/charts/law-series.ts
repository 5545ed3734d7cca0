import type { LawName } from '#core/fitting/test-law';
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { ChartTheme } from './chart-theme';
import { lawStatus, lawStatusText } from './law-status';
import type { LogAxis } from './log-axis';
import { curveInk } from './palette';
import { lawLine, type LogPoint, type PlottedCurve } from './plotted-curve';

/** Names of the laws in the legend, and the dashes of their lines. */
export const lawNames: Readonly<Record<LawName, string>> = { iid: 'i.i.d. law', quantisation: 'optimal quantisation' };
export const lawDashes: Readonly<Record<LawName, readonly number[]>> = { iid: [2, 3], quantisation: [8, 3, 2, 3] };
export const laws = ['iid', 'quantisation'] as const;

/** A law of one curve as it is drawn. */
export interface DrawnLaw {
  readonly law: LawName;
  readonly line: readonly LogPoint[];
  readonly colour: string;
  /** Its name and whether its conditions hold. */
  readonly words: string;
}

/** The laws that the theory has a constant for. */
export function drawnLaws(
  curve: PlottedCurve,
  theme: ChartTheme,
  ends: readonly [number, number],
): readonly DrawnLaw[] {
  const { prediction, memorisation } = curve;
  if (prediction === null) return [];
  return laws.flatMap((law) => {
    const found = prediction.laws[law];
    if (found === null) return [];
    return [
      {
        law,
        line: lawLine(found.constant, prediction.dimension, ends[0], ends[1]),
        colour: curveInk(curve, theme.dark),
        words: `${lawNames[law]}: ${lawStatusText(lawStatus(prediction, law, memorisation))}`,
      },
    ];
  });
}

/** A law's line: dotted, or dash-dotted. */
export function lawSeries({ law, line, colour }: DrawnLaw, theme: ChartTheme): LineSeriesOption {
  return {
    type: 'line',
    name: lawNames[law],
    data: [...line],
    symbol: 'none',
    silent: true,
    lineStyle: { color: colour, width: theme.lineWidth, type: [...lawDashes[law]] },
    z: 1,
  };
}

/** Where the words stand: as a share of the visible line, above it or below. */
const places: Readonly<Record<LawName, { readonly at: number; readonly side: -1 | 1 }>> = {
  iid: { at: 0.7, side: -1 },
  quantisation: { at: 0.3, side: 1 },
};

/** The conditions of a law in words along its line; none where too little of the line is in sight. */
export function lawWords(
  { law, line, colour, words }: DrawnLaw,
  theme: ChartTheme,
  sizes: LogAxis,
  gaps: LogAxis,
): CustomSeriesOption[] {
  const visible = line.filter(([x, y]) => x >= sizes.min && x <= sizes.max && y >= gaps.min && y <= gaps.max);
  const [from, to] = [visible[0], visible.at(-1)];
  if (from === undefined || to === undefined || to[0] - from[0] < 0.3 * (sizes.max - sizes.min)) return [];
  const { at, side } = places[law];
  return [
    {
      type: 'custom',
      name: lawNames[law],
      data: [[from[0], from[1]]],
      silent: true,
      z: 5,
      renderItem(_, api) {
        const [x1 = 0, y1 = 0] = api.coord(from);
        const [x2 = 0, y2 = 0] = api.coord(to);
        return {
          type: 'text',
          x: x1 + (x2 - x1) * at,
          y: y1 + (y2 - y1) * at,
          // Down on the screen counts as negative here.
          rotation: -Math.atan2(y2 - y1, x2 - x1),
          style: {
            text: words,
            y: side * 9,
            fill: colour,
            stroke: theme.paper,
            lineWidth: 3,
            font: `${String(theme.fontSize - 1)}px ${theme.font}`,
            align: 'center',
            verticalAlign: side < 0 ? 'bottom' : 'top',
          },
        };
      },
    },
  ];
}
