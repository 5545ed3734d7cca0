import type { Measurement } from '#contract/results';
import type { CommandContext } from './context';
import { describeCurve, describeFit, describeTheory } from './describe';
import { describeEstimators } from './describe-estimators';
import { fitWindow } from './fit-window';

export interface MeasureOptions {
  readonly group: string;
  readonly estimators?: string;
  readonly pointwise?: boolean;
  readonly allPoints?: boolean;
  readonly rows?: number;
  readonly labelsColumn?: string;
  readonly scale: 'none' | 'unit';
  readonly shape?: string;
  readonly seed: number;
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
  const { group, rows, labelsColumn, scale, shape, seed, backend, pointwise = false, allPoints = false } = options;
  const window = fitWindow(options);
  const estimators = (options.estimators ?? '')
    .split(/,\s*(?=[a-z])/)
    .map((reference) => reference.trim())
    .filter((reference) => reference !== '');
  const client = await session();
  const measurement = await client.askLong('measure', (job) => ({
    ...{ job, group, estimators, backend, pointwise, everyPoint: allPoints },
    data: {
      ...{ source, scale, seed },
      ...(rows === undefined ? {} : { rows }),
      ...(labelsColumn === undefined ? {} : { labelsColumn }),
      ...(shape === undefined ? {} : { shape }),
    },
    ...(window === undefined ? {} : { window }),
  }));
  terminal.result(measurement, () => describe(measurement));
}

function describe(measurement: Measurement): string {
  const { data, group, curve, fit, fitProblem, estimators, prediction, predictionProblem, test } = measurement;
  const parts = [
    `${data.source}: ${String(data.points)} points in ${String(data.ambientDimension)} dimensions, ${String(data.duplicates)} duplicates; group ${group.label}`,
    describeCurve(curve),
    describeFit(fit, fitProblem),
    predictionProblem === null ? describeTheory(prediction, test) : `No prediction: ${predictionProblem}`,
    ...describeEstimators(estimators),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
