import { ExpectedError } from '#core/errors';
import { checkHypotheses } from '#core/gap/hypotheses';
import { modelGap } from '#core/gap/model-gap';
import { resolveGroup } from '#core/groups/registry';
import type { Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import type { Space } from '#core/spaces/define-space';
import { drawRunPoints, thinned } from '#core/sweep/draws';
import type { TrainingRun } from '#core/trainers/define-trainer';
import { resolveTrainer } from '#core/trainers/registry';
import type { Work } from '#core/work';
import type { RunResult } from '../workspace';
import type { JobPorts } from './job-ports';
import { openTask } from './open-task';

/** Runs of one curve, to be trained together. */
export interface BatchRequest {
  readonly task: string;
  readonly taskCanonical: string;
  readonly group: string;
  readonly trainer: string;
  readonly runs: readonly {
    readonly id: string;
    readonly hash: string;
    readonly n: number;
    readonly replicate: number;
  }[];
  readonly testPoints: number;
  readonly samples: number;
  readonly seed: number;
  readonly backend: string;
}

export interface BatchResult {
  /** The id of what computed it. */
  readonly backend: string;
  readonly runs: readonly RunResult[];
}

/** Points kept of each run's sets, for pictures of it. */
const keptPoints = 2048;

/** Trains the runs of a batch and measures the gap of each on fresh test points. */
export async function trainBatch(request: BatchRequest, ports: JobPorts, work: Work): Promise<BatchResult> {
  const started = ports.now();
  const backend = await ports.activateBackend(request.backend);
  const task = await openTask(request.task, ports, work);
  const { trainer } = resolveTrainer(request.trainer);
  const prepared = request.runs.map((run) => {
    const space = task.fresh();
    const points = drawRunPoints(
      space,
      { seed: request.seed, task: request.taskCanonical, n: run.n, replicate: run.replicate },
      request.testPoints,
    );
    const { group } = resolveGroup(request.group, { ambientDimension: space.ambientDimension, layout: space.layout });
    const training: TrainingRun = {
      training: points.training,
      group,
      samples: request.samples,
      random: randomStream([request.seed, run.hash]),
      ...freshDraws(space, request, run),
    };
    return { run, training, test: points.test };
  });
  const models = await trainer.train(
    prepared.map(({ training }) => training),
    work,
  );
  const outcomes: RunResult[] = [];
  for (const [i, { run, training, test }] of prepared.entries()) {
    const model = models[i];
    if (model === undefined) throw new Error('A trainer left out a run of its batch.');
    const trivial = resolveGroup('trivial', { ambientDimension: test.dimension }).group;
    const group = model.closed === 'group' ? training.group : trivial;
    const { gap, standardError } = await modelGap(
      { predictionSet: model.predictionSet, group, testPoints: test },
      work,
    );
    if (!Number.isFinite(gap))
      throw new ExpectedError('not-finite', `The gap at n = ${String(run.n)} is not a finite number.`);
    const random = randomStream([request.seed, run.hash, 'after training']);
    const hypotheses = await checkHypotheses(
      { model, trainer, training: training.training, group: training.group, random: random.derive('hypotheses') },
      work,
    );
    const kept = (kind: 'prediction-set' | 'samples', points: Points): RunResult['blobs'][number] => {
      const { count, dimension, values } = thinned(points, keptPoints, random.derive(kind));
      return { kind, points: count, dimension, values: Float32Array.from(values) };
    };
    outcomes.push({
      id: run.id,
      gap,
      standardError,
      seconds: 0,
      hypotheses,
      series: Object.entries(model.series ?? {}).map(([name, { steps, values }]) => ({ name, steps, values })),
      blobs: [
        kept('prediction-set', model.predictionSet),
        ...(model.samples === undefined ? [] : [kept('samples', model.samples)]),
      ],
    });
  }
  const seconds = (ports.now() - started) / 1000 / Math.max(1, outcomes.length);
  return { backend: backend.id, runs: outcomes.map((outcome) => ({ ...outcome, seconds })) };
}

/** Fresh points of the task's law, independent of the training set and the test points; none for a data set. */
function freshDraws(
  space: Space,
  request: BatchRequest,
  run: { readonly n: number; readonly replicate: number },
): Pick<TrainingRun, 'draw'> {
  if (space.dimension === undefined) return {};
  let call = 0;
  return {
    draw: (count) =>
      space.sample(
        count,
        randomStream([request.seed, request.taskCanonical, run.n, run.replicate, 'further points', call++]),
      ),
  };
}
