import type { Database } from 'better-sqlite3';
import { type ColumnSummary, fixedColumns } from '#contract/runs';
import { hypotheses } from '#contract/results';
import { runState } from '#contract/sweep';
import { cellOf } from './read-rows';

/** Of a column with more values, a choice is better made by searching. */
const mostValues = 200;

/** The columns of the table: what every run has, the settings that there are, and what was recorded over trainings. */
export function listColumns(connection: Database): ColumnSummary[] {
  const known = knownValues(connection);
  const fixed = (kind: 'text' | 'number'): ColumnSummary[] =>
    fixedColumns[kind].map((column) => summaryOf(column, 'run', kind, known.get(column)));
  return [...fixed('text'), ...fixed('number'), ...settingColumns(connection), ...metricColumns(connection)];
}

function summaryOf(
  column: string,
  source: ColumnSummary['source'],
  kind: ColumnSummary['kind'],
  values?: readonly (string | number)[],
): ColumnSummary {
  return { column, kind, source, values: values?.slice(0, mostValues) ?? null, distinct: values?.length ?? null };
}

function knownValues(connection: Database): ReadonlyMap<string, readonly string[]> {
  const distinct = (query: string): string[] => connection.prepare(query).pluck().all().map(String);
  const ofSweeps = (column: string): string[] =>
    distinct(`SELECT DISTINCT ${column} FROM sweeps WHERE deleted IS NULL ORDER BY 1`);
  const ofCurves = (column: string): string[] =>
    distinct(
      `SELECT DISTINCT ${column} FROM curves JOIN sweeps ON sweeps.id = curves.sweep_id WHERE deleted IS NULL ORDER BY 1`,
    );
  return new Map([
    ['task', ofSweeps('task')],
    ['backend', ofSweeps('backend')],
    ['group', ofCurves('group_reference')],
    ['trainer', ofCurves('trainer_reference')],
    ['state', runState.options],
    ['verdict', hypotheses.shape.verdict.options],
    ['tags', distinct('SELECT DISTINCT tag FROM run_tags ORDER BY 1')],
    ['sweepTags', distinct('SELECT DISTINCT tag FROM tags ORDER BY 1')],
  ]);
}

function settingColumns(connection: Database): ColumnSummary[] {
  const rows = connection
    .prepare<[], [string, unknown]>(
      `SELECT DISTINCT name, value FROM settings
       WHERE curve_id IN (SELECT curves.id FROM curves JOIN sweeps ON sweeps.id = curves.sweep_id WHERE deleted IS NULL)
       ORDER BY name, value`,
    )
    .raw()
    .all();
  const values = new Map<string, (string | number)[]>();
  for (const [name, value] of rows) {
    const cell = cellOf(value);
    if (cell !== null) values.set(name, [...(values.get(name) ?? []), cell]);
  }
  return [...values].map(([name, of]) =>
    summaryOf(name, 'setting', of.every((value) => typeof value === 'number') ? 'number' : 'text', of),
  );
}

/** From one name to the next, since all runs have the same few. */
const metricNames = `
  WITH RECURSIVE found (name) AS (
    SELECT min(name) FROM metric_summaries
    UNION ALL
    SELECT (SELECT min(name) FROM metric_summaries WHERE metric_summaries.name > found.name) FROM found WHERE found.name IS NOT NULL
  )
  SELECT name FROM found WHERE name IS NOT NULL
`;

function metricColumns(connection: Database): ColumnSummary[] {
  const names = connection.prepare(metricNames).pluck().all().map(String);
  return names.flatMap((name) =>
    ['last', 'min', 'max'].map((which) => summaryOf(`metrics.${name}.${which}`, 'metric', 'number')),
  );
}
