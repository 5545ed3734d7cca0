import type { ResponseOf } from '#contract/commands';
import { recordsCsv, type Cell } from '#core/tables/csv';
import { fitRecord } from '#core/tables/fit-record';
import { latexTable } from '#core/tables/latex-table';
import { exportedSweep, type ExportedSweep } from './exported-sweep';
import type { StoredCurve, StoredSweep, Workspace } from './workspace';

/** A sweep as a file: every run with all its settings and the fit of its curve as CSV, its fits as a LaTeX table, or everything but the stored points as JSON, which `importSweep` reads back. */
export async function exportSweep(
  workspace: Workspace,
  id: string,
  format: 'csv' | 'json' | 'latex',
): Promise<ResponseOf<'history.export'>> {
  const sweep = await workspace.sweep(id);
  const base = fileName(sweep.summary.name);
  switch (format) {
    case 'csv':
      return { name: `${base}.csv`, mediaType: 'text/csv', text: await runsCsv(workspace, sweep) };
    case 'json': {
      const text = `${JSON.stringify(await describeSweep(workspace, id), null, 2)}\n`;
      return { name: `${base}.json`, mediaType: 'application/json', text };
    }
    case 'latex': {
      const curves = sweep.curves.map(({ label, result }) => ({ label, fit: result?.fit ?? null }));
      return {
        name: `${base}.tex`,
        mediaType: 'application/x-tex',
        text: latexTable(curves, sweep.summary.name),
      };
    }
  }
}

/** A name that every file system takes. */
export function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '') || 'sweep';
}

/** Everything but the stored points. */
export async function describeSweep(workspace: Workspace, id: string): Promise<ExportedSweep> {
  const sweep = await workspace.sweep(id);
  const runs = await workspace.runs(id);
  const checks = new Map<string, ExportedSweep['runs'][number]['hypotheses']>();
  for (const [index, curve] of sweep.curves.entries())
    for (const run of await workspace.finishedRuns(curve.id)) checks.set(place(index, run), run.hypotheses);
  const series = new Map<string, ExportedSweep['runs'][number]['series']>();
  for (const { id: run, name, steps, values } of await workspace.series(runs.map((one) => one.id)))
    series.set(run, [...(series.get(run) ?? []), { name, steps: [...steps], values: [...values] }]);
  const annotations = await workspace.annotations(id);
  const log = await workspace.log(id);
  return exportedSweep.parse({
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
    annotations,
    log,
  });
}

const place = (curve: number, run: { n: number; replicate: number }): string =>
  [curve, run.n, run.replicate].map(String).join(' ');

async function runsCsv(workspace: Workspace, { summary, declaration, taskName, curves }: StoredSweep): Promise<string> {
  const beside = new Map<string, Readonly<Record<string, Cell>>>();
  for (const curve of curves)
    beside.set(curveKey(curve), {
      ...Object.fromEntries(
        [...(await workspace.settings(curve.id))].map(([name, value]) => [`setting.${name}`, value]),
      ),
      ...curveRecord(curve),
    });
  const runs = await workspace.runs(summary.id);
  return recordsCsv(
    runs.map((run) => ({
      sweep: summary.id,
      name: summary.name,
      created: summary.created,
      task: summary.task,
      taskInFull: taskName,
      curve: run.curve,
      group: run.group,
      trainer: run.trainer,
      n: run.n,
      replicate: run.replicate,
      seed: declaration.seed,
      replicates: declaration.replicates,
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
      ...pointRecord(
        curves.find((curve) => curveKey(curve) === curveKey(run)),
        run.n,
      ),
      ...beside.get(curveKey(run)),
    })),
  );
}

const curveKey = ({ group, trainer }: { readonly group: string; readonly trainer: string }): string =>
  JSON.stringify([group, trainer]);

/** The point of a run's curve at its size. */
function pointRecord(curve: StoredCurve | undefined, n: number): Readonly<Record<string, Cell>> {
  const point = curve?.result?.points.find((one) => one.n === n);
  return {
    'curve.gap': point?.gap,
    'curve.standardError': point?.standardError,
    'curve.localDimension': point?.localDimension,
    'curve.localDimensionError': point?.localDimensionError,
    'curve.replicates': point?.replicates,
  };
}

/** The fit of a curve, and what the theory says of it. */
function curveRecord({ result }: StoredCurve): Readonly<Record<string, Cell>> {
  return {
    ...fitRecord(result?.fit ?? null, result?.fitProblem),
    'theory.dimension': result?.prediction?.dimension,
    'theory.iidConstant': result?.prediction?.laws.iid?.constant,
    'theory.quantisationConstant': result?.prediction?.laws.quantisation?.constant,
    'test.pValue': result?.test?.pValue,
    'test.verdict': result?.test?.verdict,
  };
}
