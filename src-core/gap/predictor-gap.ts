import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import { columnsOf, rowsOf, zeroPoints, type Points } from '../mathematics/points';
import type { PairLayout } from '../spaces/layout';
import type { Predictor } from '../trainers/define-trainer';
import type { Work } from '../work';
import { checkCoordinates } from './check-coordinates';
import { modelGap } from './model-gap';
import { nearestHypotheses } from './nearest-hypotheses';

/** A mean over test points with its standard error, the predictor held fixed. */
export interface TestMean {
  readonly mean: number;
  readonly standardError: number;
}

export interface PredictorGapRequest {
  readonly predictor: Predictor;
  readonly pair: PairLayout;
  /** Fresh pairs of the task. */
  readonly test: Points;
  /** The group that the set of outputs is closed under, acting on outputs. */
  readonly outputGroup: Group;
  /** Further held-out inputs, at which outputs are taken but no error. */
  readonly further?: Points;
}

export interface PredictorGap {
  readonly gap: TestMean;
  /** E‖y − f(x)‖²; null for several hypotheses, of which none is the prediction. */
  readonly generalization: TestMean | null;
  /** The outputs that were measured. */
  readonly outputs: Points;
  /** Of each test pair the hypothesis, or the row of outputs, that is nearest. */
  readonly winners: Int32Array;
}

/**
 * The representation gap of a predictor of one output, in the space of outputs: Ω_f is its outputs at the test inputs and at the further ones, and the gap the mean over
 * test pairs of min over z ∈ Ω_f of ‖y − z‖². Since f(x) ∈ Ω_f for every test input x, it is at most the generalization error.
 */
export async function outputGap(request: PredictorGapRequest, work: Work): Promise<PredictorGap> {
  const { predictor, pair, test, outputGroup, further } = request;
  const { inputs, y } = split(test, pair);
  const all = further === undefined ? inputs : joined(inputs, further);
  const outputs = await predictor.predict(all, work);
  checkCoordinates(outputs);
  const { gap, standardError, nearest } = await modelGap(
    { predictionSet: outputs, group: outputGroup, testPoints: y },
    work,
  );
  const errors = nearestHypotheses(y, rowsOf(outputs, 0, test.count), 1).squaredDistances;
  return { gap: { mean: gap, standardError }, generalization: meanOf(errors), outputs, winners: nearest };
}

/** The representation gap of a predictor of several hypotheses: the mean over test pairs of the least ‖y − f_k(x)‖² among the hypotheses at the same input. */
export async function hypothesesGap(
  { predictor, pair, test }: Pick<PredictorGapRequest, 'predictor' | 'pair' | 'test'>,
  work: Work,
): Promise<PredictorGap> {
  const { inputs, y } = split(test, pair);
  const outputs = await predictor.predict(inputs, work);
  checkCoordinates(outputs);
  const { squaredDistances, winners } = nearestHypotheses(y, outputs, predictor.hypotheses);
  const gap = meanOf(squaredDistances);
  return { gap, generalization: predictor.hypotheses === 1 ? gap : null, outputs, winners };
}

function split(test: Points, { inputs, outputs }: PairLayout): { readonly inputs: Points; readonly y: Points } {
  if (test.count < 2)
    throw new ExpectedError('too-few-points', `The gap needs at least 2 test points; there are ${String(test.count)}.`);
  return { inputs: columnsOf(test, 0, inputs), y: columnsOf(test, inputs, inputs + outputs) };
}

function meanOf(values: Float64Array): TestMean {
  const m = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / m;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (m - 1);
  return { mean, standardError: Math.sqrt(variance / m) };
}

function joined(a: Points, b: Points): Points {
  const all = zeroPoints(a.count + b.count, a.dimension);
  all.values.set(a.values);
  all.values.set(b.values, a.values.length);
  return all;
}
