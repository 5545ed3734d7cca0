import { ExpectedError } from '#core/errors';
import { resolveGroup } from '#core/groups/registry';
import { randomStream } from '#core/mathematics/random-stream';
import type { Space } from '#core/spaces/define-space';
import { drawRunPoints } from '#core/sweep/draws';
import type { TrainingRun } from '#core/trainers/define-trainer';
import { resolveTrainer } from '#core/trainers/registry';
import type { Work } from '#core/work';
import type { RunFailure, RunOutcome, RunResult } from '../workspace';
import type { JobPorts } from './job-ports';
import { measureRun, type TrainedRun } from './measure-run';
import { openTaskNamed } from './open-task';

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

/** Trains the runs of a batch and measures the gap of each; one that fails by itself leaves the others alone. */
export async function trainBatch(request: BatchRequest, ports: JobPorts, work: Work): Promise<readonly RunOutcome[]> {
  const started = ports.now();
  await ports.activateBackend(request.backend);
  const task = await openTaskNamed(request.taskCanonical, request.task, ports, work);
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
      layout: space.layout,
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
  const outcomes: (Omit<RunResult, 'seconds'> | RunFailure)[] = [];
  for (const [i, one] of prepared.entries()) {
    const model = models[i];
    if (model === undefined) throw new Error('A trainer left out a run of its batch.');
    const { id } = one.run;
    if ('failed' in model) outcomes.push({ id, error: model.failed });
    else outcomes.push(await measured({ ...one, model, trainer, seed: request.seed }, work));
  }
  const seconds = (ports.now() - started) / 1000 / Math.max(1, outcomes.length);
  return outcomes.map((outcome) => ('error' in outcome ? outcome : { ...outcome, seconds }));
}

/** The run measured, or why it could not be. */
async function measured(trained: TrainedRun, work: Work): Promise<Omit<RunResult, 'seconds'> | RunFailure> {
  try {
    return await measureRun(trained, work);
  } catch (error) {
    if (error instanceof ExpectedError) return { id: trained.run.id, error: error.message };
    throw error;
  }
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
