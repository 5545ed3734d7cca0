import { columnsOf, rowOf, zeroPoints, type Points } from '#core/mathematics/points';
import type { ModelOutputs } from '#contract/orbits';
import { drawFurther, heldOutInputs, keptPoints, keptRows } from '#core/sweep/draws';
import { sampleCount } from '#core/trainers/sample-count';
import type { Trainer } from '#core/trainers/define-trainer';
import type { StoredPoints } from '../workspace';
import type { DrawnRun, StoredRunRequest } from './draw-run';

/**
 * What a run's model has produced, as far as it was kept: its samples, else its prediction set. The outputs of a predictor are put together with the inputs that they were
 * predicted at, which are drawn again.
 * @param drawn - undefined where the task is gone
 */
export function outputsOfRun(
  request: StoredRunRequest,
  trainer: Trainer | undefined,
  drawn: DrawnRun | undefined,
): ModelOutputs | null {
  const samples = request.points.find(({ kind }) => kind === 'samples');
  const stored = samples ?? request.points.find(({ kind }) => kind === 'prediction-set');
  if (stored === undefined) return null;
  const { points: count, dimension, values } = stored;
  const rows = Int32Array.from({ length: count }, (_, i) => i);
  // What was thinned has lost the number that it was thinned from, but for samples, whose number may be known.
  const of = count < keptPoints ? count : null;
  const plain: ModelOutputs = { kind: stored.kind, count, dimension, values, rows, of, hypotheses: 1 };
  if (samples !== undefined)
    return { ...plain, of: of ?? sampleCount({ samples: request.samples, training: { count: request.n } }) };
  const pairs = drawn === undefined ? undefined : predictedPairs(request, trainer, drawn, stored);
  if (pairs !== undefined) return pairs;
  const predicted = trainer?.predicts !== undefined && dimension !== drawn?.training.dimension;
  return predicted && drawn?.space.layout.kind !== 'plain' ? { ...plain, kind: 'predicted-outputs' } : plain;
}

/** Undefined where the stored points are no outputs of this task's inputs. */
function predictedPairs(
  request: StoredRunRequest,
  trainer: Trainer | undefined,
  { space, key, test }: DrawnRun,
  { points, dimension, values }: StoredPoints,
): ModelOutputs | undefined {
  const { layout } = space;
  if (layout.kind !== 'pair' || dimension !== layout.outputs || trainer?.predicts === undefined) return undefined;
  const hypotheses = trainer.predicts === 'hypotheses' ? (trainer.hypothesesOf?.(request.n) ?? 1) : 1;
  const withFurther = trainer.predicts === 'outputs' && space.dimension !== undefined && request.samples > 0;
  const inputs: Points[] = [
    columnsOf(test, 0, layout.inputs),
    ...(withFurther ? [columnsOf(drawFurther(space, key, heldOutInputs, request.samples), 0, layout.inputs)] : []),
  ];
  const of = hypotheses * inputs.reduce((sum, { count }) => sum + count, 0);
  const rows = keptRows(request, 'prediction-set', of);
  if (rows.length !== points) return undefined;
  const pairs = zeroPoints(points, layout.inputs + layout.outputs);
  for (let i = 0; i < points; i++) {
    const input = Math.floor((rows[i] as number) / hypotheses);
    const [first, second] = inputs as [Points, Points?];
    const x = input < first.count ? rowOf(first, input) : second && rowOf(second, input - first.count);
    if (x === undefined) return undefined;
    pairs.values.set(x, i * pairs.dimension);
    pairs.values.set(values.subarray(i * dimension, (i + 1) * dimension), i * pairs.dimension + layout.inputs);
  }
  return { kind: 'predicted-pairs', ...pairs, rows, of, hypotheses };
}
