import { randomUUID } from 'node:crypto';
import type { SweepDeclaration } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import { batchesOf, type Division } from '#core/sweep/batches';
import type { SweepPlan } from '#core/sweep/plan';
import { listSizes, type Sizes } from '#core/sweep/sizes';
import type { NewSweep, StoredResult } from './workspace';

/** What a sweep is to have beside what it has. */
export interface Extension {
  /** Added to its sizes. */
  readonly sizes?: Sizes | undefined;
  /** In all; fewer than it has take nothing away. */
  readonly replicates?: number | undefined;
}

/**
 * The declaration of a sweep with more sizes or replicates.
 * @throws ExpectedError('invalid-input') where it has all of them already
 */
export function extendDeclaration(declaration: SweepDeclaration, { sizes, replicates }: Extension): SweepDeclaration {
  const before = listSizes(declaration.sizes);
  const after = listSizes([...before, ...listSizes(sizes ?? [])]);
  const more = Math.max(declaration.replicates, replicates ?? 0);
  if (after.length === before.length && more === declaration.replicates)
    throw new ExpectedError(
      'invalid-input',
      'The sweep has these sizes and replicates already; expected another size, or more replicates.',
    );
  return { ...declaration, sizes: after.length === before.length ? declaration.sizes : [...after], replicates: more };
}

/** What was added, for people. */
export function describeExtension({ sizes, replicates }: Extension): string {
  const more = [
    ...(sizes === undefined ? [] : [`n = ${listSizes(sizes).join(', ')}`]),
    ...(replicates === undefined ? [] : [`${String(replicates)} replicates in all`]),
  ];
  return `Extended: ${more.join(', ')}.`;
}

interface KnownRun {
  /** Index of its curve. */
  readonly curve: number;
  readonly n: number;
  readonly replicate: number;
  readonly hash: string;
}

/**
 * The batches of a plan that a sweep lacks, in the order of the plan.
 * @param known - the runs that it has
 * @param done - results of other sweeps, by hash
 * @throws ExpectedError('does-not-fit') where the sweep was planned by another version, for which equal settings mean other runs
 */
export function missingBatches(
  plan: SweepPlan,
  division: Division,
  known: readonly KnownRun[],
  done: ReadonlyMap<string, StoredResult>,
): NewSweep['batches'] {
  const place = (run: Omit<KnownRun, 'hash'>): string => [run.curve, run.n, run.replicate].join(' ');
  const hashes = new Map(known.map((run) => [place(run), run.hash]));
  if (plan.runs.some((run) => (hashes.get(place(run)) ?? run.hash) !== run.hash))
    throw new ExpectedError(
      'does-not-fit',
      'The sweep was planned by another version of Gapscope, whose runs cannot stand beside those of this one; start it anew.',
    );
  const missing = plan.runs.filter((run) => !hashes.has(place(run)));
  return batchesOf(plan.curves, missing, division).map(({ curve, runs }) => ({
    curve,
    runs: runs.map(({ hash, n, replicate }) => {
      const reused = done.get(hash);
      return { id: randomUUID(), hash, n, replicate, ...(reused === undefined ? {} : { reused }) };
    }),
  }));
}
