import { type RawBuilder, sql } from 'kysely';
import type { RunSort } from '#contract/runs';
import { columnExpression } from './column-expression';

/** The order of the rows: by the columns that are asked for, numbers before text, nothing last; then as they are in the table. */
export function rowOrder(sort: RunSort): RawBuilder<unknown> {
  const asked = sort.map(
    ({ column, descending }) =>
      sql`${columnExpression(column)} COLLATE NOCASE ${descending ? sql`DESC` : sql`ASC`} NULLS LAST`,
  );
  return sql.join([...asked, sql`sweeps.sequence DESC`, sql`curves.position`, sql`runs.n`, sql`runs.replicate`]);
}
