import type { EstimatorResult, Measurement, SweepCurve, TransportPoint } from '#contract/results';

/** One measured curve with all that is known of it, from a measurement or a sweep. */
export interface CurveResult extends Omit<SweepCurve, 'settings'> {
  /** Decides its colour, everywhere. */
  readonly index: number;
  readonly estimators: readonly EstimatorResult[];
  /** Wasserstein distances between subsamples; null where not measured. */
  readonly transport: readonly TransportPoint[] | null;
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
  };
}

/** The curves of a sweep, coloured in their order. */
export function resultsOfSweep(curves: readonly SweepCurve[]): CurveResult[] {
  return curves.map((curve, index) => ({ ...curve, index, estimators: [], transport: null, predictionProblem: null }));
}
