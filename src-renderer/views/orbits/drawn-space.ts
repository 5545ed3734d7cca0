import type { RunSpace } from '#contract/orbits';
import type { ChartTheme } from '../../charts/chart-theme';
import { curveColour } from '../../charts/palette';
import { formatCount } from '../../formatting/number';
import type { DrawnOrbits } from './use-orbit-lines';
import type { SetId } from './use-orbit-inspector';

/** The shape that tells a set's points from others without colour. */
export type Marker = 'diamond' | 'disc' | 'cross';

/** A set of points as it is drawn: along two axes or three. */
export interface DrawnSet {
  readonly id: SetId;
  readonly name: string;
  readonly colour: string;
  readonly marker: Marker;
  /** Count × number of axes. */
  readonly positions: Float32Array<ArrayBuffer>;
}

/** All that is drawn of a space. */
export interface DrawnSpace {
  /** From the one at the back to the one in front. */
  readonly sets: readonly DrawnSet[];
  readonly orbits: DrawnOrbits;
  /** The orbit of the chosen point. */
  readonly one: DrawnOrbits;
  readonly orbitColour: string;
  readonly oneColour: string;
  readonly axisNames: readonly string[];
  /** Whether a unit is as long along each axis. */
  readonly equalUnits: boolean;
}

/** Single places that are marked; null where there is none. */
export interface Marks {
  readonly chosen: Float32Array | null;
  readonly aligned: Float32Array | null;
  readonly moved: Float32Array | null;
}

/** Colours of the sets: the training points' stands for their orbits too. */
export function spaceColours(dark: boolean): Readonly<Record<SetId | 'moved', string>> {
  return {
    training: curveColour(0, dark),
    outputs: curveColour(1, dark),
    test: dark ? '#8a93a1' : '#7b8492',
    moved: curveColour(3, dark),
  };
}

/** What sets a marker off from what lies behind it. */
export function outlineColour({ dark }: Pick<ChartTheme, 'dark'>): string {
  return dark ? '#16181d' : '#ffffff';
}

/** Colours of the marks. */
export interface MarkColours {
  readonly chosen: string;
  readonly moved: string;
  readonly outline: string;
}

export function markColours(theme: ChartTheme): MarkColours {
  return { chosen: theme.text, moved: spaceColours(theme.dark).moved, outline: outlineColour(theme) };
}

export const setMarkers: Readonly<Record<SetId, Marker>> = { training: 'diamond', outputs: 'disc', test: 'cross' };

/** What a run's outputs are called. */
export function outputsName({ outputs, layout }: Pick<RunSpace, 'outputs' | 'layout'>): {
  readonly one: string;
  readonly many: string;
} {
  switch (outputs?.kind) {
    case 'prediction-set':
      return { one: 'Output', many: 'Prediction set' };
    case 'predicted-pairs':
    case 'predicted-outputs':
      return layout.kind === 'pair' && layout.classes
        ? { one: 'Scores', many: 'Predicted scores' }
        : { one: 'Prediction', many: 'Predictions' };
    default:
      return { one: 'Sample', many: 'Samples' };
  }
}

/** How many of a set are shown: "2,048 of 16,384", or their number alone where that is all. */
export function shownOf(points: { readonly count: number; readonly of: number | null }): string {
  if (points.of === null) return `${formatCount(points.count)} that were kept`;
  return points.of === points.count
    ? formatCount(points.count)
    : `${formatCount(points.count)} of ${formatCount(points.of)}`;
}
