import type { ExportedSweep } from './exported-sweep';

/** What in an exported sweep contradicts itself, as a clause; undefined where nothing does. */
export function inconsistencyOf({ sweep, curves, runs, annotations }: ExportedSweep): string | undefined {
  const ids = new Set<string>();
  const places = new Set<string>();
  for (const run of runs) {
    const curve = curves[run.curveIndex];
    const place = [run.curveIndex, run.n, run.replicate].join(' ');
    if (curve === undefined) return `the run ${run.id} belongs to no curve`;
    if (curve.group !== run.group || curve.trainer !== run.trainer) return `the run ${run.id} is not of its curve`;
    if (run.sweepId !== sweep.id) return `the run ${run.id} is of another sweep, ${run.sweepId}`;
    if (ids.has(run.id)) return `the run ${run.id} is there twice`;
    if (places.has(place)) return `the run ${run.id} is a repetition of another`;
    if ((run.state === 'finished') !== (run.gap !== null))
      return `the run ${run.id} is ${run.state} ${run.gap === null ? 'without' : 'with'} a gap`;
    ids.add(run.id);
    places.add(place);
  }
  const foreign = annotations.runs.find(({ id }) => !ids.has(id));
  if (foreign !== undefined) return `a note is of the run ${foreign.id}, which the file does not hold`;
  const count = (state: string): number => runs.filter((run) => run.state === state).length;
  for (const [name, told, found] of [
    ['runs', sweep.runs, runs.length],
    ['finished', sweep.finished, count('finished')],
    ['failed', sweep.failed, count('failed')],
  ] as const)
    if (told !== found) return `sweep.${name} is ${String(told)}, but the file holds ${String(found)}`;
  if (sweep.state === 'finished' && sweep.finished < sweep.runs) return 'the sweep is finished, but not all its runs';
  return undefined;
}
