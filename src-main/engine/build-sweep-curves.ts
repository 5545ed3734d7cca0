import type { SweepCurve } from '#contract/results';
import type { WorkerPool } from './worker-pool';
import type { StoredSweep, Workspace } from './workspace';

/** The curves of a sweep from the runs that have finished so far, in the order of the sweep. */
export async function buildSweepCurves(
  workspace: Workspace,
  { declaration, summary, curves }: StoredSweep,
  pool: WorkerPool,
): Promise<readonly SweepCurve[]> {
  const { task, replicates, testPoints, samples, seed } = declaration;
  const finished = await Promise.all(curves.map(({ id }) => workspace.finishedRuns(id)));
  return pool.run('curves', {
    task,
    seed,
    curves: curves.map(({ label, group, trainer }, index) => ({
      label,
      group,
      trainer,
      settings: { task, group, trainer, replicates, testPoints, samples, seed, backend: summary.backend },
      runs: finished[index] ?? [],
    })),
  });
}
