import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { groupRegistry } from '#core/groups/registry';
import { settingsOf, type SettingValue } from '#core/registry/settings-of';
import { taskRegistry } from '#core/spaces/registry';
import { trainerRegistry } from '#core/trainers/registry';
import type { Tables } from './tables';

/** What determines a curve's settings. */
interface CurveSource {
  readonly task: string;
  readonly group: string;
  readonly trainer: string;
  readonly declaration: unknown;
}

/** What of a declaration is a setting of all its runs; lenient, since one that is broken is reported elsewhere. */
const declared = z.record(z.string(), z.unknown()).catch({});

/** Every setting of a curve but n and replicate, by the name of its column: `seed`, `task.dimension`, `trainer.width`. */
export function curveSettings({ task, group, trainer, declaration }: CurveSource): ReadonlyMap<string, SettingValue> {
  const settings = new Map<string, SettingValue>();
  const { seed, testPoints, samples } = declared.parse(declaration);
  for (const [name, value] of Object.entries({ seed, testPoints, samples }))
    if (typeof value === 'number') settings.set(name, value);
  const parts = [
    ['task', settingsOf(taskRegistry, task)],
    ['group', settingsOf(groupRegistry, group)],
    ['trainer', settingsOf(trainerRegistry, trainer)],
  ] as const;
  for (const [part, found] of parts) for (const [name, value] of found) settings.set(`${part}.${name}`, value);
  return settings;
}

/** Stores the settings of a new curve. */
export async function insertSettings(transaction: Kysely<Tables>, curveId: number, source: CurveSource): Promise<void> {
  const rows = [...curveSettings(source)].map(([name, value]) => ({ curve_id: curveId, name, value }));
  if (rows.length > 0) await transaction.insertInto('settings').values(rows).execute();
}

/** Stores the settings of curves that were stored before there was a table of them. */
export function fillSettings(connection: Database): void {
  const missing = connection.prepare<[], CurveSource & { id: number; declaration: string }>(`
    SELECT curves.id, sweeps.task, curves.group_reference AS "group", curves.trainer_reference AS trainer, sweeps.declaration
    FROM curves JOIN sweeps ON sweeps.id = curves.sweep_id
    WHERE NOT EXISTS (SELECT 1 FROM settings WHERE settings.curve_id = curves.id)
  `);
  const curves = missing.all();
  if (curves.length === 0) return;
  const insert = connection.prepare('INSERT OR IGNORE INTO settings (curve_id, name, value) VALUES (?, ?, ?)');
  connection
    .transaction(() => {
      for (const curve of curves)
        for (const [name, value] of curveSettings({ ...curve, declaration: parsed(curve.declaration) }))
          insert.run(curve.id, name, value);
    })
    .immediate();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The check of the workspace says so.
    return {};
  }
}
