import type { LawName } from '#core/fitting/test-law';
import type { EstimatorResult, Measurement, SweepCurve, TransportPoint } from '#contract/results';

/** One measured curve with all that is known of it, from a measurement or a sweep. */
export interface CurveResult extends Omit<SweepCurve, 'settings'> {
  /** Decides its colour, everywhere. */
  readonly index: number;
  /** What people read for the label where that does not follow from it. */
  readonly title?: string;
  readonly estimators: readonly EstimatorResult[];
  /** Wasserstein distances between subsamples; null where not measured. */
  readonly transport: readonly TransportPoint[] | null;
  /** References of what made it; the trainer null where nothing was trained. */
  readonly group: string;
  readonly trainer: string | null;
  /** Its own law, as far as is known. */
  readonly law: LawName | null;
  /** Why the theory predicts nothing of a task whose law is known; null where it does, or there is none. */
  readonly predictionProblem: string | null;
}

/** A measurement as a curve named by its group. */
export function resultOfMeasurement(measurement: Measurement, index: number): CurveResult {
  const { group, curve, covariance, fit, fitProblem, prediction, predictionProblem, test, estimators, transport } =
    measurement;
  return {
    label: group.reference,
    index,
    points: curve,
    covariance,
    fit,
    fitProblem,
    prediction,
    predictionProblem,
    test,
    estimators,
    transport,
    hypotheses: null,
    generalization: null,
    group: group.reference,
    trainer: null,
    law: 'iid',
  };
}

/** The curves of a sweep, coloured in their order, or as `indexOf` says of their labels and places. */
export function resultsOfSweep(
  curves: readonly SweepCurve[],
  indexOf: (label: string, place: number) => number = (_, place) => place,
): CurveResult[] {
  return curves.map(({ settings, ...curve }, place) => ({
    ...curve,
    index: indexOf(curve.label, place),
    group: textOf(settings['group']) ?? curve.label,
    trainer: textOf(settings['trainer']) ?? '',
    law: curve.test?.law ?? null,
    estimators: [],
    transport: null,
    predictionProblem: null,
  }));
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The curve without symmetry that a curve's saving is measured against: the same in all else; undefined where there is none. */
export function withoutSymmetry<Curve extends { readonly result: CurveResult }>(
  curves: readonly Curve[],
  { group, trainer }: CurveResult,
): Curve | undefined {
  if (group === trivial) return undefined;
  return curves.find(({ result }) => result.group === trivial && result.trainer === trainer);
}

const trivial = 'trivial';
