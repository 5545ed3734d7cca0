import { type RawBuilder, sql } from 'kysely';

/** What a column of the table of runs is in SQL; null for a setting or a metric that a run does not have. */
export function columnExpression(column: string): RawBuilder<unknown> {
  const known = fixed.get(column);
  if (known !== undefined) return known;
  const metric = /^metrics\.(.+)\.(last|min|max)$/s.exec(column);
  if (metric === null)
    return sql`(SELECT value FROM settings WHERE settings.curve_id = curves.id AND settings.name = ${column})`;
  const [, name, which] = metric;
  const value = sql.ref(which === 'min' ? 'lowest' : which === 'max' ? 'highest' : 'last');
  return sql`(SELECT ${value} FROM metric_summaries WHERE metric_summaries.run_id = runs.id AND metric_summaries.name = ${name})`;
}

/** All columns that every run has are here; test/contract compares them with the contract's. */
const fixed: ReadonlyMap<string, RawBuilder<unknown>> = new Map(
  Object.entries({
    run: sql`runs.id`,
    sweepId: sql`sweeps.id`,
    sweep: sql`sweeps.name`,
    created: sql`sweeps.created`,
    task: sql`sweeps.task`,
    curve: sql`curves.label`,
    group: sql`curves.group_reference`,
    trainer: sql`curves.trainer_reference`,
    backend: sql`sweeps.backend`,
    state: sql`runs.state`,
    verdict: sql`runs.verdict`,
    error: sql`runs.error`,
    hash: sql`runs.hash`,
    tags: sql`(SELECT group_concat(tag, ', ') FROM (SELECT tag FROM run_tags WHERE run_id = runs.id ORDER BY tag))`,
    note: sql`(SELECT text FROM run_notes WHERE run_id = runs.id)`,
    sweepTags: sql`(SELECT group_concat(tag, ', ') FROM (SELECT tag FROM tags WHERE tags.sweep_id = sweeps.id ORDER BY tag))`,
    sweepNote: sql`(SELECT text FROM notes WHERE notes.sweep_id = sweeps.id)`,
    n: sql`runs.n`,
    replicate: sql`runs.replicate`,
    gap: sql`runs.gap`,
    standardError: sql`runs.standard_error`,
    generalization: sql`runs.generalization`,
    generalizationStandardError: sql`runs.generalization_error`,
    seconds: sql`runs.seconds`,
    memory: sql`runs.memory`,
    memorised: sql`runs.memorised`,
    coverage: sql`runs.coverage`,
    equivarianceError: sql`runs.equivariance_error`,
    flipd: sql`runs.flipd`,
    flipdError: sql`runs.flipd_error`,
    normalBundle: sql`runs.normal_bundle`,
    normalBundleError: sql`runs.normal_bundle_error`,
  }),
);
