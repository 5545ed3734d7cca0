import type { Database } from 'better-sqlite3';
import { fillSettings } from './curve-settings';
import { summariseMetrics } from './migrations/0006-run-table';
import { migrations } from './migrations/index';
import { applicationId } from './migrate';

/** Copies what can still be read of a damaged workspace to an empty database; answers how many rows were lost at least. */
export function salvage(
  damaged: Database,
  target: Database,
): { readonly copied: number; readonly unreadable: readonly string[] } {
  for (const step of migrations) target.exec(step.sql);
  target.pragma(`application_id = ${String(applicationId)}`);
  target.pragma(`user_version = ${String(migrations.length)}`);
  target.pragma('foreign_keys = OFF');
  const tables = target
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck();
  let copied = 0;
  const unreadable: string[] = [];
  for (const table of tables.all().map(String)) {
    try {
      copied += copyTable(damaged, target, table);
    } catch {
      // Rows before the damage have been copied; what lies behind it is lost.
      unreadable.push(table);
    }
  }
  // A damaged file of an older format has no such records.
  fillSettings(target);
  target.exec(summariseMetrics);
  return { copied, unreadable };
}

/** Row by row in the order of storage, so that a fault costs only what lies behind it. */
function copyTable(damaged: Database, target: Database, table: string): number {
  const columnsOf = (database: Database): string[] =>
    database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table).map(String);
  // The damaged file may be of an older format, which lacks some.
  const known = new Set(columnsOf(damaged));
  const columns = columnsOf(target)
    .filter((name) => known.has(name))
    .map((name) => `"${name}"`);
  // A later format's table.
  if (columns.length === 0) return 0;
  const insert = target.prepare(
    `INSERT OR IGNORE INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let copied = 0;
  for (const row of damaged
    .prepare<[], unknown[]>(`SELECT ${columns.join(', ')} FROM "${table}" NOT INDEXED`)
    .raw()
    .iterate()) {
    insert.run(row);
    copied++;
  }
  return copied;
}
