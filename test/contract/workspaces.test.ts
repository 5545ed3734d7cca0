import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type CommandName, commands, type RequestOf, type ResponseOf } from '#contract/commands';
import { CancelledError, ExpectedError } from '#core/errors';
import type { Engine } from '#main/engine/create-engine';
import { fromWireError } from '#main/engine/wire-errors';
import { openWorkspace } from '#main/storage/open-workspace';
import { engineHere, type Training } from './engine-here';
import { sampleResult, sampleSweep } from './sample-sweep';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-workspaces-'));
const opened: Engine[] = [];
let files = 0;
const newPath = (): string => join(folder, `${String(++files)}.gapscope`);

afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(path: string, training?: Training) {
  const engine = engineHere(path, training === undefined ? {} : { training });
  opened.push(engine);
  const heard: string[] = [];
  engine.onEvent((name) => void heard.push(name));
  return {
    heard,
    async ask<Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>> {
      const reply = await engine.call(name, request);
      if (!reply.ok) throw fromWireError(reply.error);
      return commands[name].response.parse(reply.value) as ResponseOf<Name>;
    },
  };
}

async function failure(action: Promise<unknown>): Promise<ExpectedError> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ExpectedError) return error;
  throw error instanceof Error ? error : new Error('nothing was thrown');
}

/** A workspace with a sweep that has run. */
async function workspaceWith(...ids: readonly string[]): Promise<string> {
  const path = newPath();
  const workspace = await openWorkspace(path);
  for (const id of ids) {
    await workspace.addSweep(sampleSweep(id, { name: `Sweep ${id}`, batches: 1 }));
    const batch = await workspace.claimBatch(id, 'me', 0);
    if (batch === null) throw new Error('no batch');
    for (const run of batch.runs) await workspace.storeRun(batch, sampleResult(run.id));
    await workspace.closeBatch(batch, 'finished', null);
    await workspace.setState(id, 'finished');
  }
  await workspace.close();
  return path;
}

const idsIn = async (engine: ReturnType<typeof open>): Promise<string[]> =>
  (await engine.ask('history.list', {})).sweeps.map(({ id }) => id);
const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('another workspace', () => {
  it('takes the place of the present one, and both are remembered', async () => {
    const [first, second] = [await workspaceWith('a'), await workspaceWith('b', 'c')];
    const engine = open(first);
    expect(await idsIn(engine)).toEqual(['a']);
    const report = await engine.ask('workspace.open', { path: second });
    expect(report).toMatchObject({ path: second, readOnly: null, sweeps: 2, runs: 4, deletedSweeps: 0 });
    expect(await idsIn(engine)).toEqual(['c', 'b']);
    expect(engine.heard).toContain('workspace.changed');
    expect(await engine.ask('workspace.describe', {})).toEqual(report);
    expect(await engine.ask('workspace.current', {})).toEqual({ path: second, readOnly: null });
    expect((await engine.ask('doctor', {})).workspace.path).toBe(second);
    expect(await engine.ask('workspace.recent', {})).toMatchObject([
      { path: second, exists: true },
      { path: first, exists: true },
    ]);
    rmSync(first);
    expect((await engine.ask('workspace.recent', {}))[1]).toMatchObject({ path: first, exists: false });
    await engine.ask('workspace.forget', { path: first });
    expect((await engine.ask('workspace.recent', {})).map(({ path }) => path)).toEqual([second]);
  });

  it('is made only where that is asked for, under a name that says what it is', async () => {
    const engine = open(await workspaceWith('a'));
    const path = newPath();
    expect((await failure(engine.ask('workspace.open', { path }))).code).toBe('not-found');
    expect(existsSync(path)).toBe(false);
    expect((await failure(engine.ask('workspace.open', { path: join(folder, 'x.txt'), create: true }))).code).toBe(
      'invalid-input',
    );
    expect((await failure(engine.ask('workspace.open', { path: 'x.gapscope', create: true }))).message).toContain(
      'whole path',
    );
    expect(await engine.ask('workspace.open', { path, create: true })).toMatchObject({ sweeps: 0, runs: 0 });
  });

  it('that cannot be opened leaves the present one as it is', async () => {
    const engine = open(await workspaceWith('a'));
    const text = newPath();
    writeFileSync(text, 'no database at all, but long enough to be looked at');
    expect((await failure(engine.ask('workspace.open', { path: text }))).code).toBe('malformed-file');
    const foreign = newPath();
    const database = new Database(foreign);
    database.exec('CREATE TABLE anything (x)');
    database.close();
    expect((await failure(engine.ask('workspace.open', { path: foreign }))).code).toBe('malformed-file');
    expect(await idsIn(engine)).toEqual(['a']);
    expect(engine.heard).not.toContain('workspace.changed');
  });

  it('is refused while a sweep runs, which goes on', async () => {
    const waiting: Training = (_request, { signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new CancelledError())));
    const engine = open(newPath(), waiting);
    const declaration = { name: 'Endless', task: 'circle', sizes: [8], replicates: 1, testPoints: 16, samples: 0 };
    const { id } = await engine.ask('sweep.start', { declaration });
    const other = await workspaceWith('b');
    const error = await failure(engine.ask('workspace.open', { path: other }));
    expect(error.code).toBe('unavailable');
    expect(error.message).toContain('Endless');
    expect((await failure(engine.ask('workspace.compact', {}))).code).toBe('unavailable');
    expect(await idsIn(engine)).toEqual([id]);
    await engine.ask('sweep.pause', { id });
    expect(await engine.ask('workspace.open', { path: other })).toMatchObject({ path: other });
  });

  it('that is looked at only refuses every change with one clear error, and stays as it was', async () => {
    const path = await workspaceWith('a');
    const before = digest(path);
    const engine = open(newPath());
    const report = await engine.ask('workspace.open', { path, readOnly: true });
    expect(report.path).toBe(path);
    expect(report.readOnly).toContain('read-only');
    expect(await idsIn(engine)).toEqual(['a']);
    expect(await engine.ask('history.export', { id: 'a', format: 'json' })).toHaveProperty('text');
    const declaration = { task: 'circle', sizes: [8], replicates: 1, testPoints: 16, samples: 0 };
    for (const change of [
      () => engine.ask('history.delete', { id: 'a' }),
      () => engine.ask('sweep.start', { declaration }),
      () => engine.ask('sweep.extend', { id: 'a', replicates: 1 }),
      () => engine.ask('workspace.compact', {}),
    ]) {
      const { code, message } = await failure(change());
      expect([code, message]).toEqual(['read-only', report.readOnly]);
    }
    expect(digest(path)).toBe(before);
  });
});

describe('a copy of the workspace', () => {
  it('holds all that it holds, and replaces nothing but a workspace', async () => {
    const engine = open(await workspaceWith('a', 'b'));
    const path = newPath();
    const { bytes } = await engine.ask('workspace.backup', { job: 'one', path });
    expect(bytes).toBe(readFileSync(path).length);
    const copy = open(path);
    expect(await idsIn(copy)).toEqual(['b', 'a']);
    expect(await copy.ask('history.check', {})).toEqual({ ok: true, problems: [] });
    expect((await failure(engine.ask('workspace.backup', { job: 'two', path }))).code).toBe('invalid-input');
    await engine.ask('workspace.backup', { job: 'three', path, replace: true });
    const text = newPath();
    writeFileSync(text, 'precious');
    expect((await failure(engine.ask('workspace.backup', { job: 'four', path: text, replace: true }))).code).toBe(
      'invalid-input',
    );
    expect(readFileSync(text, 'utf8')).toBe('precious');
    const own = (await engine.ask('workspace.describe', {})).path;
    expect(
      (await failure(engine.ask('workspace.backup', { job: 'five', path: own, replace: true }))).message,
    ).toContain('itself');
    expect((await failure(engine.ask('workspace.backup', { job: 'six', path: join(folder, 'a.txt') }))).code).toBe(
      'invalid-input',
    );
    expect(
      (await failure(engine.ask('workspace.backup', { job: 'seven', path: join(folder, 'none', 'a.gapscope') }))).code,
    ).toBe('unavailable');
  });

  it('is sent to a browser as it is', async () => {
    const engine = open(await workspaceWith('a'));
    const { bytes, name } = await engine.ask('workspace.download', { job: 'one' });
    expect(name).toMatch(/\.gapscope$/);
    const path = newPath();
    writeFileSync(path, bytes);
    expect(await idsIn(open(path))).toEqual(['a']);
  });
});

describe('compacting', () => {
  it('removes what is deleted and gives the space back', async () => {
    const engine = open(await workspaceWith('a', 'b'));
    await engine.ask('history.delete', { id: 'a' });
    const before = await engine.ask('workspace.describe', {});
    expect(before).toMatchObject({ sweeps: 1, runs: 2, deletedSweeps: 1 });
    // Two runs with 49,152 points in two dimensions each.
    expect(before.reclaimable).toBeGreaterThanOrEqual(2 * 49152 * 2 * 4);
    const { removedSweeps, bytesBefore, bytesAfter } = await engine.ask('workspace.compact', {});
    expect(removedSweeps).toBe(1);
    expect(bytesBefore - bytesAfter).toBeGreaterThan(0.8 * before.reclaimable);
    expect(await engine.ask('workspace.describe', {})).toMatchObject({
      sweeps: 1,
      deletedSweeps: 0,
      bytes: bytesAfter,
    });
    expect((await failure(engine.ask('history.restore', { id: 'a' }))).code).toBe('not-found');
    expect(await engine.ask('history.check', {})).toEqual({ ok: true, problems: [] });
  });

  it('keeps what runs of other sweeps have taken over', async () => {
    const path = await workspaceWith('a');
    const workspace = await openWorkspace(path);
    const origin = (await workspace.runs('a'))[0];
    if (origin === undefined) throw new Error('no run');
    for (const id of ['b', 'c']) {
      const sweep = sampleSweep(id, { batches: 1 });
      const [batch] = sweep.batches;
      const [run] = batch?.runs ?? [];
      if (run === undefined) throw new Error('no run');
      const reused = {
        ...{ runId: id === 'b' ? origin.id : 'b-0-8', gap: 0.5, standardError: 0.05, seconds: 1, memory: null },
        ...{ generalization: null, generalizationStandardError: null, hypotheses: null },
      };
      await workspace.addSweep({ ...sweep, batches: [{ curve: 0, runs: [{ ...run, reused }] }] });
      await workspace.setState(id, 'finished');
    }
    const before = await workspace.series(['b-0-8', 'c-0-8']);
    expect(before).toHaveLength(2);
    await workspace.setDeleted('a', '2026-01-01T00:00:00Z');
    await workspace.compact();
    expect(await workspace.series(['b-0-8', 'c-0-8'])).toEqual(before);
    // And once more, when the first heir goes too.
    await workspace.setDeleted('b', '2026-01-01T00:00:00Z');
    await workspace.compact();
    expect(await workspace.series(['c-0-8'])).toEqual(before.slice(1));
    expect(await workspace.check()).toEqual([]);
    await workspace.close();
    const database = new Database(path, { readonly: true });
    expect(database.prepare('SELECT run_id FROM blobs').pluck().all()).toEqual(['c-0-8']);
    database.close();
  });
});
