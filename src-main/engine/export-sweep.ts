import { stringify } from 'csv-stringify/sync';
import type { ResponseOf } from '#contract/commands';
import type { StoredSweep, Workspace } from './workspace';
import { exportedSweep, type ExportedSweep } from './exported-sweep';

/** A sweep as a file: every run with all its settings as CSV, or everything but the stored points as JSON, which `importSweep` reads back. */
export async function exportSweep(
  workspace: Workspace,
  id: string,
  format: 'csv' | 'json',
): Promise<ResponseOf<'history.export'>> {
  const sweep = await workspace.sweep(id);
  const runs = await workspace.runs(id);
  const base = sweep.summary.name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '') || 'sweep';
  if (format === 'csv') return { name: `${base}.csv`, mediaType: 'text/csv', text: runsAsCsv(sweep, runs) };
  const checks = new Map<string, ExportedSweep['runs'][number]['hypotheses']>();
  for (const [index, curve] of sweep.curves.entries())
    for (const run of await workspace.finishedRuns(curve.id)) checks.set(place(index, run), run.hypotheses);
  const series = new Map<string, ExportedSweep['runs'][number]['series']>();
  for (const { id: run, name, steps, values } of await workspace.series(runs.map((one) => one.id)))
    series.set(run, [...(series.get(run) ?? []), { name, steps: [...steps], values: [...values] }]);
  const exported: ExportedSweep = {
    format: 'gapscope-sweep',
    version: 1,
    sweep: sweep.summary,
    declaration: sweep.declaration,
    taskName: sweep.taskName,
    curves: sweep.curves.map(({ label, group, trainer, result }) => ({ label, group, trainer, result })),
    runs: runs.map((run) => {
      const curveIndex = sweep.curves.findIndex(({ group, trainer }) => group === run.group && trainer === run.trainer);
      return {
        ...run,
        curveIndex,
        hypotheses: checks.get(place(curveIndex, run)) ?? null,
        series: series.get(run.id) ?? [],
      };
    }),
  };
  const text = `${JSON.stringify(exportedSweep.parse(exported), null, 2)}\n`;
  return { name: `${base}.json`, mediaType: 'application/json', text };
}

const place = (curve: number, run: { n: number; replicate: number }): string =>
  [curve, run.n, run.replicate].map(String).join(' ');

function runsAsCsv({ summary, declaration }: StoredSweep, runs: Awaited<ReturnType<Workspace['runs']>>): string {
  const rows = runs.map((run) => ({
    sweep: summary.id,
    name: summary.name,
    created: summary.created,
    task: summary.task,
    group: run.group,
    trainer: run.trainer,
    n: run.n,
    replicate: run.replicate,
    seed: declaration.seed,
    testPoints: declaration.testPoints,
    samples: declaration.samples,
    backend: summary.backend,
    run: run.id,
    hash: run.hash,
    state: run.state,
    gap: run.gap,
    standardError: run.standardError,
    generalization: run.generalization,
    generalizationStandardError: run.generalizationStandardError,
    seconds: run.seconds,
    memoryBytes: run.memory,
    error: run.error,
  }));
  // A cell that begins like a formula would be run by a spreadsheet.
  return stringify(rows, { header: true, escape_formulas: true });
}
