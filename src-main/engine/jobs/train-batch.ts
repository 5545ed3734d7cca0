import { ExpectedError } from '#core/errors';
import { resolveGroup } from '#core/groups/registry';
import { randomStream } from '#core/mathematics/random-stream';
import type { Space } from '#core/spaces/define-space';
import { drawFurther, drawRunPoints } from '#core/sweep/draws';
import type { TrainingRun } from '#core/trainers/define-trainer';
import { resolveTrainer } from '#core/trainers/registry';
import { trainWithinMemory } from '#core/trainers/train-within-memory';
import type { Work } from '#core/work';
import type { Checkpoint } from '../checkpoint';
import type { RunFailure, RunOutcome, RunResult } from '../workspace';
import { BatchLog } from './batch-log';
import type { JobPorts } from './job-ports';
import type { JobWork } from './job-work';
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
  /** What earlier attempts at this batch have left. */
  readonly checkpoints: readonly Checkpoint[];
}

/** Trains the runs of a batch and measures the gap of each; one that fails by itself leaves the others alone. */
export async function trainBatch(
  request: BatchRequest,
  ports: JobPorts,
  work: JobWork,
): Promise<readonly RunOutcome[]> {
  const { seed, checkpoints } = request;
  const runs = request.runs.map((run) => ({ ...run, random: randomStream([seed, run.hash]) }));
  const log = new BatchLog({ checkpoints, runs, now: () => ports.now(), tell: (note) => work.tell(note) });
  await ports.activateBackend(request.backend);
  const task = await openTaskNamed(request.taskCanonical, request.task, ports, work);
  const { trainer } = resolveTrainer(request.trainer);
  const prepared = request.runs.map((run) => {
    const space = task.fresh();
    const points = drawRunPoints(
      space,
      { seed, task: request.taskCanonical, n: run.n, replicate: run.replicate },
      request.testPoints,
    );
    const { group } = resolveGroup(request.group, { ambientDimension: space.ambientDimension, layout: space.layout });
    const training = (): TrainingRun => ({
      training: points.training,
      group,
      layout: space.layout,
      samples: request.samples,
      random: randomStream([seed, run.hash]),
      ...freshDraws(space, request, run),
    });
    return { run, training, test: points.test };
  });
  const models = await trainWithinMemory(
    trainer,
    prepared.map(({ training }) => training),
    { checkpoint: (progress) => work.checkpoint(progress), training: log },
    (together) => work.tell({ kind: 'notice', message: notEnoughMemory(together) }),
  );
  const outcomes: (Omit<RunResult, 'seconds' | 'memory'> | RunFailure)[] = [];
  for (const [i, one] of prepared.entries()) {
    const model = models[i];
    if (model === undefined) throw new Error('A trainer left out a run of its batch.');
    const { id } = one.run;
    if ('failed' in model) outcomes.push({ id, error: model.failed });
    else outcomes.push(await measured({ ...one, training: one.training(), model, trainer, seed }, work));
  }
  const seconds = log.seconds / Math.max(1, outcomes.length);
  return outcomes.map((outcome) => {
    const { id } = outcome;
    if ('error' in outcome) return { ...outcome, series: [{ name: 'loss', ...log.lossesOf(id) }] };
    return { ...outcome, seconds, memory: log.memoryOf(id) };
  });
}

function notEnoughMemory(together: number): string {
  return `Memory did not suffice for all networks of a batch together; they are trained ${together === 1 ? 'one by one' : `${String(together)} at a time`}.`;
}

/** The run measured, or why it could not be. */
async function measured(trained: TrainedRun, work: Work): Promise<Omit<RunResult, 'seconds' | 'memory'> | RunFailure> {
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
    draw: (count, key) =>
      drawFurther(space, { ...run, seed: request.seed, task: request.taskCanonical }, key ?? call++, count),
  };
}
