import type { ChartTheme } from './chart-theme';
import { generalizationName, generalizationPoints } from './generalization-series';
import { lawDashes, lawNames, laws } from './law-series';
import { curveColour, curveSymbol } from './palette';
import type { PlottedCurve } from './plotted-curve';
import { shownTransport, transportName } from './transport-series';

/** How an entry of a legend looks: a line with a mark on it, either of which may be missing. */
export interface LegendSample {
  readonly colour: string;
  /** As palette's symbols; null for none. */
  readonly symbol: string | null;
  /** Lengths of dashes and spaces; empty for a solid line, null for none. */
  readonly dash: readonly number[] | null;
  /** Draws an error bar, or a band. */
  readonly extent?: 'bar' | 'band';
}

export interface LegendEntry {
  /** The name of the series that it stands for; null where it only explains a mark. */
  readonly name: string | null;
  readonly text: string;
  readonly sample: LegendSample;
}

/** Dashes of a fit beyond its window. */
const beyond = [5, 3];

/** A legend of gap curves that leaves nothing to guess: the curves, the laws and whatever else can be switched off, then what the marks and lines mean. */
export function legendEntries(
  curves: readonly PlottedCurve[],
  theme: ChartTheme,
  titleOf: (label: string) => string,
): readonly LegendEntry[] {
  const { muted } = theme;
  const measured = curves.filter(({ points }) => points.length > 0);
  const fitted = curves.some(({ fit }) => fit !== null);
  const entry = (name: string | null, text: string, sample: Omit<LegendSample, 'colour'>): LegendEntry => ({
    name,
    text,
    sample: { colour: muted, ...sample },
  });
  return [
    ...curves.map(({ label, title, index, points, fit }) => ({
      name: label,
      text: title ?? titleOf(label),
      sample: {
        colour: curveColour(index, theme.dark),
        symbol: points.length > 0 ? curveSymbol(index) : null,
        dash: fit !== null ? [] : points.length > 0 ? null : lawDashes.iid,
      },
    })),
    ...laws.flatMap((law) =>
      curves.some(({ prediction }) => (prediction?.laws[law] ?? null) !== null)
        ? [entry(lawNames[law], lawNames[law], { symbol: null, dash: lawDashes[law] })]
        : [],
    ),
    ...(curves.some((curve) => generalizationPoints(curve).length > 0)
      ? [entry(generalizationName, 'generalization error', { symbol: 'emptyCircle', dash: null })]
      : []),
    ...(curves.some((curve) => shownTransport(curve).length > 0)
      ? [entry(transportName, 'W₂² between subsamples', { symbol: 'emptyDiamond', dash: beyond })]
      : []),
    ...(measured.length > 0 ? [entry(null, 'mean, 95 % bar', { symbol: 'circle', dash: null, extent: 'bar' })] : []),
    ...(fitted
      ? [
          entry(null, 'fit in its window', { symbol: null, dash: [] }),
          entry(null, 'fit beyond it', { symbol: null, dash: beyond }),
        ]
      : []),
    ...(measured.some(
      ({ points }) => points.filter(({ localDimension }) => typeof localDimension === 'number').length > 1,
    )
      ? [entry(null, 'local dimension, 95 %', { symbol: null, dash: [], extent: 'band' })]
      : []),
  ];
}
