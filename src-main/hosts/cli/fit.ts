import type { CurvePoint, FitResult, ModelId } from '#contract/results';
import { modelId } from '#contract/results';
import { fitCurve } from '#core/fitting/fit-curve';
import { curveFromReplicates, type GapCurve } from '#core/fitting/gap-curve';
import { localDimension } from '#core/fitting/local-dimension';
import { randomStream } from '#core/mathematics/random-stream';
import type { CommandContext } from './context';
import { describeCurve, describeFit } from './describe';
import { fitWindow } from './fit-window';
import { describeForecasts, type ForecastOptions, forecastsOf } from './forecasts';
import { type MeasuredGap, readCurveCsv } from './read-curve-csv';
import { oneOf, UsageError } from './usage-error';

export interface FitCommandOptions extends ForecastOptions {
  readonly model: string;
  readonly from?: number;
  readonly to?: number;
  readonly constant?: number;
}

type CurveWithErrors = GapCurve & { readonly standardErrors: readonly number[] };

/** `gapscope fit CURVE.csv` */
export async function fit(path: string, options: FitCommandOptions, { terminal }: CommandContext): Promise<void> {
  const model: ModelId = oneOf('--model', modelId.options, options.model);
  if (model === 'tied' && options.constant === undefined)
    throw new UsageError("--model tied: expected the theory's constant as --constant C.");
  if (model !== 'tied' && options.constant !== undefined)
    throw new UsageError(`--constant ${String(options.constant)}: only the model tied has one; expected --model tied.`);
  const window = fitWindow(options);
  const { curve, replicates } = curveOf(await readCurveCsv(path), path);
  const fitted: FitResult = fitCurve(curve, {
    model,
    ...(window === undefined ? {} : { window }),
    ...(options.constant === undefined ? {} : { constant: options.constant }),
    bootstrap: { random: randomStream([1, 'bootstrap of a fit']), ...(replicates === undefined ? {} : { replicates }) },
  });
  const points = pointsOf(curve);
  const forecast = forecastsOf(curve, fitted, options);
  terminal.result({ curve: points, fit: fitted, forecast }, () =>
    [describeCurve(points), describeFit(fitted, null), describeForecasts(forecast)].join('\n'),
  );
}

/** The curve of the rows: replicates are averaged; a size with one row needs its standard error. */
function curveOf(
  rows: readonly MeasuredGap[],
  path: string,
): { curve: CurveWithErrors; replicates: readonly (readonly number[])[] | undefined } {
  if (rows.length === 0) throw new UsageError(`${path}: has no rows; expected one for each n.`);
  const sizes = [...new Set(rows.map(({ n }) => n))].sort((a, b) => a - b);
  const groups = sizes.map((n) => rows.filter((row) => row.n === n));
  groups.forEach((group, i) => {
    if (group.length === 1 && group[0]?.standardError === undefined)
      throw new UsageError(
        `${path}: n = ${String(sizes[i])} has one row; expected a column standardError, or several rows (replicates) of each n.`,
      );
  });
  const gaps = groups.map((group) => group.map(({ gap }) => gap));
  const errors = groups.map((group) => group.map(({ standardError }) => standardError ?? 0));
  const curve = curveFromReplicates(sizes, gaps, errors);
  const replicated = groups.every((group) => group.length > 1);
  const exact = curve.standardErrors.findIndex((error) => error === 0);
  // Without errors there are no weights, and the fit would invent them; only the scatter at other sizes can stand in for equal replicates.
  if (exact >= 0 && !(replicated && curve.standardErrors.some((error) => error > 0)))
    throw new UsageError(
      `${path}: n = ${String(sizes[exact])}: the gap's standard error is 0; expected one above 0, or replicates that differ.`,
    );
  if (replicated) return { curve, replicates: gaps };
  // Standard errors that were given are taken as known.
  const { gaps: means, standardErrors, covariance } = curve;
  return { curve: { sizes, gaps: means, standardErrors, covariance }, replicates: undefined };
}

function pointsOf(curve: CurveWithErrors): CurvePoint[] {
  const local = new Map(localDimension(curve).map((band) => [band.n, band]));
  return curve.sizes.map((n, i) => ({
    n,
    gap: curve.gaps[i] ?? 0,
    standardError: curve.standardErrors[i] ?? 0,
    localDimension: local.get(n)?.dimension ?? null,
    localDimensionError: local.get(n)?.standardError ?? null,
  }));
}
