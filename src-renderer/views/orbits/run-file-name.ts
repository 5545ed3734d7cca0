import type { RunSpace } from '#contract/orbits';

/** What a file of a run is called, without its ending. */
export function runFileName({ run, sweep }: Pick<RunSpace, 'run' | 'sweep'>, what: string): string {
  return `${sweep.name} n=${run.n} no ${run.replicate + 1} ${what}`;
}
