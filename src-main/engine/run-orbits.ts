import type { CheckedRequestOf, ResponseOf } from '#contract/commands';
import type { StoredRunRequest } from './jobs/draw-run';
import type { JobOptions, WorkerPool } from './worker-pool';
import type { StoredRun, StoredSweep, Workspace } from './workspace';

/** The space of a stored run, drawn again in a worker. */
export async function showRun(
  workspace: Workspace,
  pool: WorkerPool,
  { run: id }: CheckedRequestOf<'orbits.show'>,
  options: JobOptions,
): Promise<ResponseOf<'orbits.show'>> {
  const { stored, sweep } = await storedRun(workspace, id);
  const drawn = await pool.run('show-orbits', requestOf(stored, sweep), options);
  const { name, task } = sweep.summary;
  const { seed, testPoints, samples } = sweep.declaration;
  return {
    ...drawn,
    run: stored.run,
    sweep: { id: sweep.summary.id, name, task, seed, testPoints, samples },
    hypotheses: stored.hypotheses,
  };
}

/** Its distances, which may take a minute. */
export async function measureRunOrbits(
  workspace: Workspace,
  pool: WorkerPool,
  { run: id, under }: CheckedRequestOf<'orbits.measure'>,
  options: JobOptions,
): Promise<ResponseOf<'orbits.measure'>> {
  const { stored, sweep } = await storedRun(workspace, id);
  return pool.run('measure-orbits', { ...requestOf(stored, sweep), under }, options);
}

async function storedRun(
  workspace: Workspace,
  id: string,
): Promise<{ readonly stored: StoredRun; readonly sweep: StoredSweep }> {
  const stored = await workspace.run(id);
  return { stored, sweep: await workspace.sweep(stored.run.sweepId) };
}

function requestOf({ run, points }: StoredRun, { declaration, taskName }: StoredSweep): StoredRunRequest {
  const { task, seed, testPoints, samples } = declaration;
  const { group, trainer, hash, n, replicate } = run;
  return { task, taskCanonical: taskName, group, trainer, hash, n, replicate, seed, testPoints, samples, points };
}
