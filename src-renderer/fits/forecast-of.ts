import type { FitResult } from '#contract/results';
import { forecastGap, forecastSize, type Forecast } from '#core/fitting/forecast';
import { errorLine } from '../client/errors';
import { gapCurveOf, type MeasuredCurve } from './refit';

/** A forecast, or why there is none. */
export interface ForecastOutcome {
  readonly forecast: Forecast | null;
  readonly problem: string | null;
}

/** The gap that a fit expects at n points. */
export function gapAt(curve: MeasuredCurve, fit: FitResult, n: number): ForecastOutcome {
  return outcomeOf(() => forecastGap(gapCurveOf(curve), fit, n));
}

/** How many points a gap takes by a fit. */
export function sizeFor(curve: MeasuredCurve, fit: FitResult, gap: number): ForecastOutcome {
  return outcomeOf(() => forecastSize(gapCurveOf(curve), fit, gap));
}

function outcomeOf(forecast: () => Forecast): ForecastOutcome {
  try {
    return { forecast: forecast(), problem: null };
  } catch (error) {
    return { forecast: null, problem: errorLine(error) };
  }
}
