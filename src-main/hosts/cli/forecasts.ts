import { type Forecast, forecastGap, forecastSize } from '#core/fitting/forecast';
import type { GapCurve } from '#core/fitting/gap-curve';
import type { FitSettings } from '#core/fitting/refitted-model';
import { formatInterval, formatNumber } from './table';

/** What --target-gap and --target-size ask for. */
export interface ForecastOptions {
  readonly targetGap?: number;
  readonly targetSize?: number;
}

/** The gaps that a fit expects at sizes, and the sizes that gaps take. */
export interface Forecasts {
  readonly gaps: readonly ({ readonly n: number } & Forecast)[];
  readonly sizes: readonly ({ readonly gap: number } & Forecast)[];
}

/** At the targets that are asked for; else at ten and a hundred times the data, and a half and a tenth of the last gap. */
export function forecastsOf(curve: GapCurve, fit: FitSettings, { targetGap, targetSize }: ForecastOptions): Forecasts {
  const [n, gap] = [curve.sizes.at(-1) ?? 1, curve.gaps[curve.sizes.length - 1] ?? 1];
  const sizes = targetSize === undefined ? [10 * n, 100 * n] : [targetSize];
  const gaps = targetGap === undefined ? [gap / 2, gap / 10] : [targetGap];
  return {
    gaps: sizes.map((size) => ({ n: size, ...forecastGap(curve, fit, size) })),
    sizes: gaps.map((target) => ({ gap: target, ...forecastSize(curve, fit, target) })),
  };
}

/** One line a forecast. */
export function describeForecasts({ gaps, sizes }: Forecasts): string {
  const text = ({ value, interval }: Forecast): string =>
    value === null ? 'never by this fit' : `${formatNumber(value)} ${formatInterval(interval)}`;
  return [
    ...gaps.map((forecast) => `forecast: gap at n = ${formatNumber(forecast.n)}: ${text(forecast)}`),
    ...sizes.map((forecast) => `forecast: n for a gap of ${formatNumber(forecast.gap)}: ${text(forecast)}`),
  ].join('\n');
}
