import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { ExpectedError } from '#core/errors';
import { exportSweep } from '#main/engine/export-sweep';
import { importSweep } from '#main/engine/import-sweep';
import type { Workspace } from '#main/engine/workspace';
import { openWorkspace } from '#main/storage/open-workspace';
import { sampleResult, sampleSweep } from './sample-sweep';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-workspace-'));
const opened: Workspace[] = [];
let files = 0;

async function open(path = join(folder, `${String(++files)}.gapscope`)): Promise<Workspace> {
  const workspace = await openWorkspace(path);
  opened.push(workspace);
  return workspace;
}

afterEach(async () => {
  for (const workspace of opened.splice(0)) await workspace.close();
});

async function codeOf(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ExpectedError) return error.code;
  throw error instanceof Error ? error : new Error('nothing was thrown');
}

describe('leases', () => {
  it('hand each batch out once, in order, and end with all runs finished', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 3 }));
    const order: number[] = [];
    for (;;) {
      const batch = await workspace.claimBatch('a', 'me', 1000);
      if (batch === null) break;
      expect(batch.runs.map(({ n }) => n)).toEqual([8, 16]);
      order.push(batch.runs[0]?.replicate ?? -1);
      for (const run of batch.runs) expect(await workspace.storeRun(batch, sampleResult(run.id))).toBe(true);
      await workspace.closeBatch(batch, 'finished', null);
    }
    expect(order).toEqual([0, 1, 2]);
    expect(await workspace.summary('a')).toMatchObject({ runs: 6, finished: 6, failed: 0 });
  });

  it('are never given to two engines at one file', async () => {
    const path = join(folder, 'shared.gapscope');
    const [first, second] = [await open(path), await open(path)];
    await first.addSweep(sampleSweep('a', { batches: 6 }));
    const claimed = new Set<number>();
    for (const workspace of [first, second, second, first, second, first]) {
      const batch = await workspace.claimBatch('a', 'one of two', 0);
      if (batch !== null) claimed.add(batch.id);
    }
    expect(claimed.size).toBe(6);
    expect(await second.claimBatch('a', 'late', 0)).toBeNull();
  });

  it('are fenced: what an owner sends after its lease was taken away is refused', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 1 }));
    const old = await workspace.claimBatch('a', 'dead', 1000);
    if (old === null) throw new Error('no batch');
    const [first, second] = old.runs;
    if (first === undefined || second === undefined) throw new Error('no runs');
    expect(await workspace.storeRun(old, sampleResult(first.id, 0.25))).toBe(true);
    await workspace.setState('a', 'running');
    const heartbeats: number[] = [];
    await workspace.interruptAbandoned((owner, heartbeat) => {
      heartbeats.push(heartbeat);
      return owner === 'dead';
    });
    expect(heartbeats).toEqual([1000]);
    expect((await workspace.runs('a')).map(({ state }) => state)).toEqual(['finished', 'interrupted']);
    expect(await workspace.storeRun(old, sampleResult(second.id))).toBe(false);
    await workspace.closeBatch(old, 'failed', 'too late');
    expect((await workspace.runs('a')).map(({ state }) => state)).toEqual(['finished', 'interrupted']);

    await workspace.requeue('a');
    const again = await workspace.claimBatch('a', 'new', 2000);
    // What was finished before is not done again.
    expect(again?.runs.map(({ id }) => id)).toEqual([second.id]);
    expect(again?.token).toBeGreaterThan(old.token);
    expect(await workspace.storeRun(old, sampleResult(second.id))).toBe(false);
    expect(again && (await workspace.storeRun(again, sampleResult(second.id, 0.75)))).toBe(true);
    expect((await workspace.runs('a')).map(({ gap }) => gap)).toEqual([0.25, 0.75]);
  });

  it('of a living owner are left alone', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 1 }));
    await workspace.claimBatch('a', 'alive', 0);
    await workspace.heartbeat('alive', 5000);
    await workspace.interruptAbandoned((_, heartbeat) => heartbeat < 4000);
    expect((await workspace.runs('a')).map(({ state }) => state)).toEqual(['running', 'running']);
  });

  it('of a cancelled sweep end, and can be queued again', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 2 }));
    const batch = await workspace.claimBatch('a', 'me', 0);
    if (batch === null) throw new Error('no batch');
    await workspace.closeBatch(batch, 'cancelled', null);
    await workspace.cancelQueued('a');
    expect((await workspace.runs('a')).map(({ state }) => state)).toEqual(Array(4).fill('cancelled'));
    expect(await workspace.claimBatch('a', 'me', 0)).toBeNull();
    await workspace.requeue('a');
    expect(await workspace.claimBatch('a', 'me', 0)).toMatchObject({ attempts: 1 });
  });
});

describe('results', () => {
  it('are found by the hash of their run, and taken over without running', async () => {
    const workspace = await open();
    const sweep = sampleSweep('a', { batches: 1 });
    await workspace.addSweep(sweep);
    const batch = await workspace.claimBatch('a', 'me', 0);
    const [run] = batch?.runs ?? [];
    if (batch === null || run === undefined) throw new Error('no run');
    await workspace.storeRun(batch, sampleResult(run.id, 0.125));
    const found = await workspace.findResults(['hash-0-8', 'hash-0-16', 'other']);
    expect([...found.keys()]).toEqual(['hash-0-8']);
    const reused = found.get('hash-0-8');
    if (reused === undefined) throw new Error('not found');
    const [known] = sampleSweep('b', { batches: 1 }).batches;
    if (known === undefined) throw new Error('no batch');
    await workspace.addSweep({
      ...sampleSweep('b'),
      batches: [{ curve: 0, runs: known.runs.map((one) => (one.hash === 'hash-0-8' ? { ...one, reused } : one)) }],
    });
    expect((await workspace.claimBatch('b', 'me', 0))?.runs.map(({ n }) => n)).toEqual([16]);
    expect((await workspace.runs('b'))[0]).toMatchObject({ state: 'finished', gap: 0.125 });
  });
});

describe('the history', () => {
  it('is listed newest first, page by page, without gaps or repeats', async () => {
    const workspace = await open();
    const ids = Array.from({ length: 7 }, (_, i) => `sweep-${String(i)}`);
    for (const id of ids) await workspace.addSweep(sampleSweep(id));
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Awaited<ReturnType<Workspace['list']>> = await workspace.list({ search: '', after, limit: 3 });
      expect(page.total).toBe(7);
      if (page.sweeps.length === 0) break;
      seen.push(...page.sweeps.map(({ id }) => id));
      after = page.sweeps.at(-1)?.id ?? null;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  it('is searched for the words as they stand', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { name: '100 % done' }));
    await workspace.addSweep(sampleSweep('b', { name: '100 of them' }));
    const find = async (search: string): Promise<string[]> =>
      (await workspace.list({ search, after: null, limit: 10 })).sweeps.map(({ id }) => id);
    expect(await find('100 %')).toEqual(['a']);
    expect(await find('100')).toEqual(['b', 'a']);
    expect(await find("'; DROP TABLE sweeps; --")).toEqual([]);
  });

  it('hides what is deleted until it is restored', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a'));
    await workspace.setDeleted('a', '2026-01-01');
    expect((await workspace.list({ search: '', after: null, limit: 10 })).sweeps).toEqual([]);
    await workspace.setDeleted('a', null);
    expect((await workspace.list({ search: '', after: null, limit: 10 })).total).toBe(1);
    expect(await codeOf(workspace.setDeleted('none', null))).toBe('not-found');
  });

  it('is found sound, and not where stored points are missing', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 1 }));
    const batch = await workspace.claimBatch('a', 'me', 0);
    const [run] = batch?.runs ?? [];
    if (batch === null || run === undefined) throw new Error('no run');
    await workspace.storeRun(batch, sampleResult(run.id));
    expect(await workspace.check()).toEqual([]);
    const other = new Database(workspace.path);
    other.exec('DELETE FROM blob_chunks WHERE position = 1');
    other.close();
    expect(await workspace.check()).toEqual([expect.stringContaining('bytes')]);
  });
});

describe('an exported sweep', () => {
  async function withResults(): Promise<Workspace> {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { name: '=HYPERLINK("http://example.org")' }));
    const batch = await workspace.claimBatch('a', 'me', 0);
    if (batch === null) throw new Error('no batch');
    for (const run of batch.runs) await workspace.storeRun(batch, sampleResult(run.id));
    await workspace.closeBatch(batch, 'finished', null);
    return workspace;
  }

  it('as JSON is the same after it was imported elsewhere', async () => {
    const exported = await exportSweep(await withResults(), 'a', 'json');
    const other = await open();
    expect(await importSweep(other, exported.text)).toMatchObject({ id: 'a', runs: 4, finished: 2 });
    const again = JSON.parse((await exportSweep(other, 'a', 'json')).text) as { runs: object[]; sweep: object };
    const first = JSON.parse(exported.text) as { runs: { state: string }[]; sweep: object };
    // What had not begun is to be resumed there.
    expect(again.runs).toEqual(
      first.runs.map((run) => (run.state === 'queued' ? { ...run, state: 'interrupted' } : run)),
    );
    expect(await codeOf(importSweep(other, exported.text))).toBe('invalid-input');
    await other.requeue('a');
    expect((await other.claimBatch('a', 'me', 0))?.runs.length).toBe(2);
  });

  it.each(['', '{}', '[]', '{"format":"gapscope-sweep","version":2}', 'null'])(
    'is refused when it is %j',
    async (text) => {
      expect(await codeOf(importSweep(await open(), text))).toBe('malformed-file');
    },
  );

  it('as CSV has no cell that a spreadsheet would execute', async () => {
    const { text, name } = await exportSweep(await withResults(), 'a', 'csv');
    const [head = '', first = ''] = text.split('\n');
    for (const column of ['run', 'seed', 'hash', 'testPoints', 'gap', 'group', 'trainer', 'n', 'replicate'])
      expect(head.split(',')).toContain(column);
    expect(text.trimEnd().split('\n')).toHaveLength(5);
    expect(first).toContain("'=HYPERLINK");
    expect(first).not.toMatch(/(^|,)"?[=+@-]/);
    expect(name).toMatch(/^[\w.-]+\.csv$/);
  });
});

process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
