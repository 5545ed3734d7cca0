import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import { columnsOf, rowOf, rowsOf, zeroPoints, type Points } from '../mathematics/points';
import type { PairLayout } from '../spaces/layout';
import type { Predictor } from '../trainers/define-trainer';
import type { Work } from '../work';
import { checkCoordinates } from './check-coordinates';
import { modelGap } from './model-gap';

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
  const { gap, standardError } = await modelGap({ predictionSet: outputs, group: outputGroup, testPoints: y }, work);
  const errors = squaredErrors(y, rowsOf(outputs, 0, test.count), 1);
  return { gap: { mean: gap, standardError }, generalization: meanOf(errors), outputs };
}

/** The representation gap of a predictor of several hypotheses: the mean over test pairs of the least ‖y − f_k(x)‖² among the hypotheses at the same input. */
export async function hypothesesGap(
  { predictor, pair, test }: Pick<PredictorGapRequest, 'predictor' | 'pair' | 'test'>,
  work: Work,
): Promise<PredictorGap> {
  const { inputs, y } = split(test, pair);
  const outputs = await predictor.predict(inputs, work);
  checkCoordinates(outputs);
  const errors = squaredErrors(y, outputs, predictor.hypotheses);
  const gap = meanOf(errors);
  return { gap, generalization: predictor.hypotheses === 1 ? gap : null, outputs };
}

function split(test: Points, { inputs, outputs }: PairLayout): { readonly inputs: Points; readonly y: Points } {
  if (test.count < 2)
    throw new ExpectedError('too-few-points', `The gap needs at least 2 test points; there are ${String(test.count)}.`);
  return { inputs: columnsOf(test, 0, inputs), y: columnsOf(test, inputs, inputs + outputs) };
}

/** Of each target the least squared distance to its own `hypotheses` rows of the outputs. */
function squaredErrors(y: Points, outputs: Points, hypotheses: number): Float64Array {
  return Float64Array.from({ length: y.count }, (_, i) => {
    const target = rowOf(y, i);
    let least = Infinity;
    for (let k = 0; k < hypotheses; k++) {
      const output = rowOf(outputs, i * hypotheses + k);
      let square = 0;
      for (let d = 0; d < target.length; d++) square += ((target[d] as number) - (output[d] as number)) ** 2;
      least = Math.min(least, square);
    }
    return least;
  });
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
