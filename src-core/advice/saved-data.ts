import { dataFactor, type Forecast } from '../fitting/forecast';
import type { GapCurve } from '../fitting/gap-curve';
import type { FitSettings } from '../fitting/refitted-model';
import type { CurveInfluences } from '../gap/leave-one-out-curve';
import { sizeCorrelation } from './size-correlation';
import { type NeededSize, sizeForGap } from './size-for-gap';

/** A measured curve with its fit, where it has one. */
export interface FittedGapCurve {
  readonly curve: GapCurve;
  readonly fit: FitSettings | null;
  /** Where the curve is of a data set whose other curves are compared with it. */
  readonly influences?: CurveInfluences | undefined;
}

/** What a symmetry saves at one gap. */
export interface SavedData {
  readonly gap: number;
  readonly without: NeededSize;
  readonly withSymmetry: NeededSize;
  /** By how much fewer points suffice; a value with an open upper end is a lower bound. */
  readonly factor: Forecast;
}

/**
 * By what factor a symmetry reduces the data that a gap needs; never below 1, as the orbits of points hold the points, whatever two fits expect of sizes beyond the data.
 */
export function savedData(without: FittedGapCurve, withSymmetry: FittedGapCurve, gap: number): SavedData {
  const sizes = [without, withSymmetry].map(({ curve, fit }) => sizeForGap(curve, fit, gap));
  const [a, b] = sizes as [NeededSize, NeededSize];
  const { value, interval } = dataFactor(a, b, sizeCorrelation(without, withSymmetry, gap));
  const factor: Forecast = { value: atLeastOne(value), interval: [atLeastOne(interval[0]), atLeastOne(interval[1])] };
  return { gap, without: a, withSymmetry: b, factor };
}

const atLeastOne = (factor: number | null): number | null => (factor === null ? null : Math.max(1, factor));
