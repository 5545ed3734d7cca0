import type { SweepDeclaration, SweepPreview } from '#contract/sweep';
import { batchesOf, type Division } from '#core/sweep/batches';
import { expectedTime, type RunsToTime } from '#core/sweep/expected-time';
import type { PlannedRun, SweepPlan } from '#core/sweep/plan';
import { trainerWork } from '#core/trainers/trainer-work';
import type { Workspace } from './workspace';

interface KnownToPreview {
  readonly plan: SweepPlan;
  /** Runs of the plan that are not stored yet. */
  readonly left: readonly PlannedRun[];
  /** How they will be divided, and by how many workers done, as far as that is known. */
  readonly division: Division;
  readonly lanes: number;
  readonly workspace: Pick<Workspace, 'runTimes'>;
}

/** What a sweep will do, before it is started: its curves, runs and batches, and how long they may take. */
export async function previewSweep(
  declaration: SweepDeclaration,
  { plan, left, division, lanes, workspace }: KnownToPreview,
): Promise<SweepPreview> {
  const algorithms = [...new Set(plan.curves.map(({ trainer }) => trainerWork(trainer.reference).algorithm))];
  const known = await workspace.runTimes(algorithms, plan.backend);
  const time = expectedTime(runsToTime(plan, left), known, trainerWork);
  return {
    declaration,
    runs: plan.runs.length,
    sizes: [...plan.sizes],
    curves: plan.curves.map(({ label, group, trainer }) => ({
      label,
      group: group.reference,
      trainer: trainer.reference,
    })),
    batches: batchesOf(plan.curves, left, division).length,
    alreadyDone: plan.runs.length - left.length,
    estimatedSeconds: time.seconds === null ? null : time.seconds / lanes,
    estimate: { basis: time.basis, runs: time.runs, unknown: [...time.unknown], workers: lanes },
  };
}

function runsToTime({ task, curves }: SweepPlan, left: readonly PlannedRun[]): readonly RunsToTime[] {
  const counts = new Map<string, RunsToTime>();
  for (const { curve, n } of left) {
    const planned = curves[curve];
    if (planned === undefined) continue;
    const key = `${String(curve)} ${String(n)}`;
    const count = (counts.get(key)?.count ?? 0) + 1;
    const { group, trainer } = planned;
    counts.set(key, { task: task.reference, group: group.reference, trainer: trainer.reference, n, count });
  }
  return [...counts.values()];
}
