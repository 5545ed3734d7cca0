import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { ExpectedError } from '#core/errors';
import { openWorkspace } from '#main/storage/open-workspace';
import { currentVersion, migrations } from '#main/storage/migrations/index';
import { sampleResult, sampleSweep } from '../contract/sample-sweep';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-migrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newPath = (): string => join(folder, `${String(++files)}.gapscope`);

async function failure(path: string): Promise<ExpectedError> {
  const error = await openWorkspace(path).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ExpectedError) return error;
  throw error instanceof Error ? error : new Error('nothing was thrown');
}

/** A workspace as the program of that version left it, with one sweep. */
function oldWorkspace(version: number): string {
  const path = newPath();
  const database = new Database(path);
  for (const step of migrations.slice(0, version)) database.exec(step.sql);
  database.pragma('application_id = 1195462739');
  database.pragma(`user_version = ${String(version)}`);
  const { declaration } = sampleSweep('kept');
  database
    .prepare(
      `INSERT INTO sweeps (id, name, task, declaration, declaration_hash, task_name, state, created, backend)
       VALUES ('kept', 'Kept', 'circle', ?, 'x', 'circle {}', 'finished', '2026-01-01T00:00:00Z', 'cpu')`,
    )
    .run(JSON.stringify(declaration));
  database.close();
  return path;
}

/** The tables and indices, for comparison. */
function schemaOf(path: string): unknown[] {
  const database = new Database(path, { readonly: true });
  const schema = database
    .prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .all();
  database.close();
  return schema;
}

/** Overwrites the second half of a file. */
function spoilEnd(path: string): void {
  const { size } = statSync(path);
  const file = openSync(path, 'r+');
  const noise = Buffer.alloc(4096, 0xa5);
  for (let at = Math.floor(size / 2 / 4096) * 4096; at + 4096 <= size; at += 4096) writeSync(file, noise, 0, 4096, at);
  closeSync(file);
}

/** The hashes of a workspace's file and of its log, where that holds anything. */
function contentOf(path: string): (string | undefined)[] {
  return ['', '-wal', '-journal']
    .map((part) => path + part)
    .map((name) => (existsSync(name) && statSync(name).size > 0 ? readFileSync(name) : undefined))
    .map((bytes) => bytes && createHash('sha256').update(bytes).digest('hex'));
}

describe('migrations', () => {
  it('are numbered without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
  });

  it.each(migrations.slice(0, -1).map(({ version }) => version))(
    'bring format %d up to date, keep what it holds, and leave a copy beside it',
    async (version) => {
      const path = oldWorkspace(version);
      const workspace = await openWorkspace(path);
      expect((await workspace.sweep('kept')).summary.name).toBe('Kept');
      await workspace.close();
      const fresh = newPath();
      await (await openWorkspace(fresh)).close();
      expect(schemaOf(path)).toEqual(schemaOf(fresh));
      const backup = new Database(`${path}.format-${String(version)}.backup`, { readonly: true });
      expect(backup.pragma('user_version', { simple: true })).toBe(version);
      expect(backup.prepare('SELECT name FROM sweeps').pluck().all()).toEqual(['Kept']);
      backup.close();
    },
  );

  it('to format 6 know the settings, checks and series of runs that were there before', async () => {
    const path = oldWorkspace(5);
    const database = new Database(path);
    database.exec(`
      INSERT INTO curves (id, sweep_id, position, label, group_reference, trainer_reference)
        VALUES (7, 'kept', 0, 'trivial', 'trivial', 'lloyd?restarts=3');
      INSERT INTO batches (id, sweep_id, curve_id, position, state) VALUES (1, 'kept', 7, 0, 'finished');
      INSERT INTO runs (id, sweep_id, curve_id, batch_id, hash, n, replicate, state, gap, hypotheses, reused_from) VALUES
        ('first', 'kept', 7, 1, 'a', 8, 0, 'finished', 0.5, '{"memorised":1,"coverage":0.25,"equivarianceError":null,"verdict":"hold"}', NULL),
        ('again', 'kept', 7, 1, 'a', 16, 0, 'finished', 0.5, 'not JSON', 'first'),
        ('third', 'kept', 7, 1, 'a', 32, 0, 'finished', 0.5, NULL, 'again');
      INSERT INTO metrics VALUES ('first', 'loss', 1, 4), ('first', 'loss', 2, 1), ('first', 'loss', 10, 2), ('first', 'rate', 1, 0.5);
    `);
    database.close();
    const workspace = await openWorkspace(path);
    const columns = ['memorised', 'coverage', 'equivarianceError', 'verdict', 'trainer.restarts', 'seed'].concat(
      ['last', 'min', 'max'].map((which) => `metrics.loss.${which}`),
    );
    const filter = { text: '', ranges: [], choices: [], tags: [] };
    const { ids, cells } = await workspace.runTable.query({ filter, sort: [], columns, from: 0, limit: 10 });
    await workspace.close();
    expect(ids).toEqual(['first', 'again', 'third']);
    const row = (i: number): unknown[] => columns.map((column) => cells[column]?.[i]);
    const losses = [2, 1, 4];
    expect(row(0)).toEqual([1, 0.25, NaN, 'hold', 3, 1, ...losses]);
    expect(row(1)).toEqual([NaN, NaN, NaN, null, 3, 1, ...losses]);
    expect(row(2)).toEqual([NaN, NaN, NaN, null, 3, 1, ...losses]);
  });

  it('leave a file of the current format as it is', async () => {
    const path = newPath();
    await (await openWorkspace(path)).close();
    await (await openWorkspace(path)).close();
    expect(
      readdirSync(folder).filter((name) => name.startsWith(`${String(files)}.`) && name.includes('backup')),
    ).toEqual([]);
  });

  it('that fail leave the file as it was', async () => {
    const path = oldWorkspace(1);
    const database = new Database(path);
    // Stands in the way of a later step.
    database.exec('CREATE TABLE views (id TEXT)');
    database.close();
    const before = schemaOf(path);
    await expect(openWorkspace(path)).rejects.toThrow();
    expect(schemaOf(path)).toEqual(before);
  });
});

describe('a workspace that cannot be used', () => {
  it('because it is newer is refused and not touched', async () => {
    const path = oldWorkspace(currentVersion);
    const database = new Database(path);
    database.pragma(`user_version = ${String(currentVersion + 1)}`);
    database.close();
    const error = await failure(path);
    expect(error.code).toBe('newer-version');
    expect(error.message).toContain(`format ${String(currentVersion + 1)}`);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it('because it is the database of another program is refused', async () => {
    const path = newPath();
    const database = new Database(path);
    database.exec('CREATE TABLE recipes (name TEXT)');
    database.close();
    expect((await failure(path)).code).toBe('malformed-file');
  });

  it.each([
    ['text', 'This is not a database, but it is long enough to be taken for one. '.repeat(100)],
    ['one byte', 'x'],
  ])('because it is %s is refused', async (_, content) => {
    const path = newPath();
    writeFileSync(path, content);
    expect((await failure(path)).code).toBe('malformed-file');
  });

  it('because it is a folder is refused', async () => {
    expect((await failure(folder)).code).toBe('unavailable');
  });
});

describe('a damaged workspace', () => {
  it('is opened for reading, with what can be salvaged, and is not written to', async () => {
    const path = newPath();
    const sound = await openWorkspace(path);
    for (let i = 0; i < 3; i++) await sound.addSweep(sampleSweep(`sweep-${String(i)}`, { batches: 1 }));
    const batch = await sound.claimBatch('sweep-0', 'me', 0);
    const [run] = batch?.runs ?? [];
    if (batch === null || run === undefined) throw new Error('no run');
    await sound.storeRun(batch, sampleResult(run.id));
    await sound.close();
    const damaged = newPath();
    copyFileSync(path, damaged);
    // Where the stored points lie.
    spoilEnd(damaged);
    const before = contentOf(damaged);

    const workspace = await openWorkspace(damaged);
    expect(workspace.damage).toContain('damaged');
    const { sweeps } = await workspace.list({ search: '', after: null, limit: 10 });
    expect(sweeps.map(({ id }) => id)).toEqual(['sweep-2', 'sweep-1', 'sweep-0']);
    expect((await workspace.runs('sweep-0')).length).toBe(2);
    expect(await workspace.check()).toContain(workspace.damage);
    await expect(workspace.setState('sweep-0', 'finished')).rejects.toMatchObject({ code: 'damaged' });
    await expect(workspace.addSweep(sampleSweep('new'))).rejects.toMatchObject({ code: 'damaged' });
    await workspace.close();
    expect(contentOf(damaged)).toEqual(before);
  });

  it('is not written to where its log holds what its file does not', async () => {
    const path = newPath();
    const sound = await openWorkspace(path);
    for (let i = 0; i < 20; i++) await sound.addSweep(sampleSweep(`sweep-${String(i)}`));
    await sound.close();
    // Its last writer was killed: the log was not taken over into the file.
    const writer = await openWorkspace(path);
    await writer.addSweep(sampleSweep('in the log'));
    const damaged = newPath();
    for (const part of ['', '-wal']) copyFileSync(path + part, damaged + part);
    await writer.close();
    expect(statSync(`${damaged}-wal`).size).toBeGreaterThan(0);
    spoilEnd(damaged);
    const before = contentOf(damaged);
    const workspace = await openWorkspace(damaged);
    expect(workspace.damage).toContain('damaged');
    await workspace.close();
    expect(contentOf(damaged)).toEqual(before);
  });

  it('of an older format is salvaged too', async () => {
    const path = oldWorkspace(1);
    const database = new Database(path);
    database.exec('CREATE TABLE ballast (x)');
    const insert = database.prepare('INSERT INTO ballast VALUES (?)');
    for (let i = 0; i < 100; i++) insert.run('x'.repeat(2000));
    database.close();
    spoilEnd(path);
    const workspace = await openWorkspace(path);
    expect(workspace.damage).toContain('damaged');
    expect((await workspace.sweep('kept')).summary.name).toBe('Kept');
    await workspace.close();
  });

  it('of another program is not salvaged', async () => {
    const path = newPath();
    const database = new Database(path);
    database.exec('CREATE TABLE recipes (name TEXT)');
    const insert = database.prepare('INSERT INTO recipes VALUES (?)');
    for (let i = 0; i < 100; i++) insert.run('x'.repeat(2000));
    database.close();
    spoilEnd(path);
    const before = contentOf(path);
    expect((await failure(path)).code).toBe('malformed-file');
    expect(contentOf(path)).toEqual(before);
  });
});
