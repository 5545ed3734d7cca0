import type { EventOf } from '#contract/events';
import type { Measurement } from '#contract/results';
import type { CommandContext } from './context';
import { describeCurve, describeFit, describeTheory } from './describe';
import { type DataOptions, dataRequestOf, referencesOf } from './data-options';
import { describeEstimators } from './describe-estimators';
import { fitWindow } from './fit-window';
import { describeTransport } from './describe-transport';
import { formatNumber } from './table';
import { describeForecasts, type ForecastOptions, type Forecasts, forecastsOf } from './forecasts';

export interface MeasureOptions extends DataOptions, ForecastOptions {
  readonly group: string;
  readonly estimators?: string;
  readonly pointwise?: boolean;
  readonly allPoints?: boolean;
  readonly w2?: boolean;
  readonly from?: number;
  readonly to?: number;
  readonly backend: string;
}

/** `gapscope measure DATA` */
export async function measure(
  source: string,
  options: MeasureOptions,
  { session, terminal }: CommandContext,
): Promise<void> {
  const { group, backend, pointwise = false, allPoints = false, w2 = false } = options;
  const window = fitWindow(options);
  const estimators = referencesOf(options.estimators ?? '');
  const client = await session();
  // One command asks for one measurement, so there is no other curve to tell of.
  const stop = client.on('measure.curve', (soFar) => {
    terminal.aside(describeSoFar(soFar));
  });
  const measurement = await client
    .askLong('measure', (job) => ({
      ...{ job, group, estimators, backend, pointwise, everyPoint: allPoints, transport: w2 },
      data: dataRequestOf(source, options),
      ...(window === undefined ? {} : { window }),
    }))
    .finally(stop);
  const forecast = forecastOf(measurement, options);
  terminal.result({ ...measurement, forecast }, () =>
    [describe(measurement), ...(forecast === null ? [] : [describeForecasts(forecast)])].join('\n'),
  );
}

/** The gap at the largest size, for beside the bar. */
function describeSoFar({ points }: EventOf<'measure.curve'>): string {
  const last = points.at(-1);
  if (last === undefined) return '';
  return `, gap at n = ${String(last.n)}: ${formatNumber(last.gap)} ± ${formatNumber(last.standardError)} so far`;
}

function forecastOf({ curve, covariance, fit }: Measurement, options: ForecastOptions): Forecasts | null {
  if (fit === null) return null;
  return forecastsOf({ sizes: curve.map(({ n }) => n), gaps: curve.map(({ gap }) => gap), covariance }, fit, options);
}

function describe(measurement: Measurement): string {
  const { data, group, curve, fit, fitProblem, estimators, transport, prediction, predictionProblem, test } =
    measurement;
  const parts = [
    `${data.source}: ${String(data.points)} points in ${String(data.ambientDimension)} dimensions, ${String(data.duplicates)} duplicates; group ${group.label}`,
    describeCurve(curve),
    describeFit(fit, fitProblem),
    predictionProblem === null ? describeTheory(prediction, test) : `No prediction: ${predictionProblem}`,
    ...describeEstimators(estimators),
    describeTransport(transport),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
