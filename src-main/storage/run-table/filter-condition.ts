import { type RawBuilder, sql } from 'kysely';
import type { RunFilter } from '#contract/runs';
import { columnExpression } from './column-expression';

/** The rows of the table. The joins are made in this order, which is that of the rows, so that the first ones are found without looking at all. */
export const allRuns = sql`
  sweeps CROSS JOIN curves ON curves.sweep_id = sweeps.id CROSS JOIN runs ON runs.curve_id = curves.id
`;

/** Whether a row of `allRuns` passes. Runs are compared by their rowid, which is in the index that the rows are found by. */
export function filterCondition({ text, ranges, choices, tags }: RunFilter): RawBuilder<boolean> {
  const conditions = [
    sql`sweeps.deleted IS NULL`,
    ...words(text).map(hasWord),
    ...ranges.map(inRange),
    ...choices.map(isChosen),
    ...tags.map(hasTag),
  ];
  return sql<boolean>`${sql.join(conditions, sql` AND `)}`;
}

export function isEmptyFilter({ text, ranges, choices, tags }: RunFilter): boolean {
  return (
    words(text).length + choices.length + tags.length === 0 &&
    ranges.every(({ from, to }) => from === undefined && to === undefined)
  );
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** What is common to the runs of a curve is looked at once a curve. */
function hasWord(word: string): RawBuilder<unknown> {
  const pattern = `%${word.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const like = (reference: string): RawBuilder<unknown> => sql`${sql.ref(reference)} LIKE ${pattern} ESCAPE '\\'`;
  const any = (...references: string[]): RawBuilder<unknown> => sql.join(references.map(like), sql` OR `);
  return sql`(
    curves.id IN (
      SELECT c.id FROM curves AS c JOIN sweeps AS s ON s.id = c.sweep_id
      WHERE ${any('s.name', 's.task', 's.id', 'c.group_reference', 'c.trainer_reference')}
        OR s.id IN (SELECT sweep_id FROM tags WHERE ${like('tag')})
        OR s.id IN (SELECT sweep_id FROM notes WHERE ${like('text')})
    )
    OR runs.rowid IN (
      SELECT r.rowid FROM runs AS r
      WHERE r.id = ${word}
        OR r.id IN (SELECT run_id FROM run_tags WHERE ${like('tag')} UNION SELECT run_id FROM run_notes WHERE ${like('text')})
    )
  )`;
}

function inRange({ column, from, to }: RunFilter['ranges'][number]): RawBuilder<unknown> {
  const value = columnExpression(column);
  const bounds = [
    ...(from === undefined ? [] : [sql`${value} >= ${from}`]),
    ...(to === undefined ? [] : [sql`${value} <= ${to}`]),
  ];
  if (bounds.length === 0) return sql`TRUE`;
  // To SQLite every text is larger than every number.
  return sql`(${sql.join(bounds, sql` AND `)} AND typeof(${value}) <> 'text')`;
}

function isChosen({ column, values }: RunFilter['choices'][number]): RawBuilder<unknown> {
  const value = columnExpression(column);
  const present = values.filter((one) => one !== null);
  const isOne = present.length === 0 ? sql`FALSE` : sql`${value} IN (${sql.join(present)})`;
  return values.includes(null) ? sql`(${isOne} OR ${value} IS NULL)` : sql`(${isOne})`;
}

function hasTag(tag: string): RawBuilder<unknown> {
  return sql`(
    runs.rowid IN (SELECT r.rowid FROM run_tags JOIN runs AS r ON r.id = run_tags.run_id WHERE run_tags.tag = ${tag})
    OR sweeps.id IN (SELECT tags.sweep_id FROM tags WHERE tags.tag = ${tag})
  )`;
}
