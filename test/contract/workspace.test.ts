import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { ExpectedError } from '#core/errors';
import { exportSweep } from '#main/engine/export-sweep';
import { importSweep } from '#main/engine/import-sweep';
import type { ExportedSweep } from '#main/engine/exported-sweep';
import type { Checkpoint } from '#main/engine/checkpoint';
import type { LeasedBatch, Workspace } from '#main/engine/workspace';
import { SqliteWorkspace } from '#main/storage/sqlite-workspace';
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

    await workspace.requeue('a', 'all');
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
    await workspace.requeue('a', 'all');
    expect(await workspace.claimBatch('a', 'me', 0)).toMatchObject({ attempts: 1 });
  });
});

describe('checkpoints', () => {
  const checkpoint = (key: string, step: number): Checkpoint => ({
    key,
    seconds: step / 10,
    state: {
      ...{
        replicas: ['a', 'b'],
        step,
        steps: 100,
        recorded: [1, 2],
        losses: [
          [4, 3],
          [2, NaN],
        ],
        failed: [null, 2],
      },
      ...{ since: 1, bytes: 1000 },
      // Of 1.5 chunks.
      tensors: { parameters: Float32Array.from({ length: 98304 }, (_, i) => i / step), pending: Float32Array.of(1, 2) },
    },
  });
  const claimed = async (workspace: Workspace): Promise<LeasedBatch> => {
    const batch = await workspace.claimBatch('a', 'me', 0);
    if (batch === null) throw new Error('no batch');
    return batch;
  };

  it('are kept while their batch is interrupted, cancelled or tried again, the latest of each key', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 1 }));
    let batch = await claimed(workspace);
    for (const kept of [checkpoint('x', 10), checkpoint('y', 15), checkpoint('x', 20)])
      expect(await workspace.storeCheckpoint(batch, kept)).toBe(true);
    for (const state of ['queued', 'interrupted', 'cancelled'] as const) {
      await workspace.closeBatch(batch, state, null);
      await workspace.requeue('a', 'all');
      batch = await claimed(workspace);
      const found = await workspace.checkpoints(batch.id);
      expect(found.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual([checkpoint('x', 20), checkpoint('y', 15)]);
    }
    expect(await workspace.check()).toEqual([]);
  });

  it.each(['finished', 'failed'] as const)('are forgotten once their batch is %s', async (state) => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 2 }));
    const [first, second] = [await claimed(workspace), await claimed(workspace)];
    for (const batch of [first, second]) await workspace.storeCheckpoint(batch, checkpoint('x', 10));
    await workspace.closeBatch(first, state, null);
    expect(await workspace.checkpoints(first.id)).toEqual([]);
    expect(await workspace.checkpoints(second.id)).toHaveLength(1);
    const database = new Database(workspace.path, { readonly: true });
    expect(database.prepare('SELECT count(DISTINCT checkpoint_id) FROM checkpoint_chunks').pluck().get()).toBe(1);
    database.close();
  });

  it('of an owner whose lease was taken away are refused', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 1 }));
    const old = await claimed(workspace);
    await workspace.storeCheckpoint(old, checkpoint('x', 10));
    await workspace.interruptAbandoned(() => true);
    expect(await workspace.storeCheckpoint(old, checkpoint('x', 30))).toBe(false);
    await workspace.requeue('a', 'all');
    expect((await workspace.checkpoints((await claimed(workspace)).id)).map(({ state }) => state.step)).toEqual([10]);
  });

  it('that are damaged are left out, and told by the check', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 1 }));
    const batch = await claimed(workspace);
    await workspace.storeCheckpoint(batch, checkpoint('x', 10));
    await workspace.storeCheckpoint(batch, checkpoint('y', 10));
    const database = new Database(workspace.path);
    database.exec('DELETE FROM checkpoint_chunks WHERE checkpoint_id = 1 AND position = 1');
    database.close();
    expect((await workspace.checkpoints(batch.id)).map(({ key }) => key)).toEqual(['y']);
    expect(await workspace.check()).toEqual([expect.stringMatching(/^The checkpoint 1 has 262144 bytes/)]);
  });
});

describe('queueing again', () => {
  it('of the failed alone leaves alone what was cancelled, also in the same batch', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 2 }));
    const batch = await workspace.claimBatch('a', 'me', 0);
    const [first] = batch?.runs ?? [];
    if (batch === null || first === undefined) throw new Error('no runs');
    await workspace.storeFailure(batch, {
      id: first.id,
      error: 'It diverged.',
      series: [{ name: 'loss', steps: [1, 2], values: [3, 9] }],
    });
    await workspace.closeBatch(batch, 'cancelled', null);
    await workspace.cancelQueued('a');
    await workspace.requeue('a', 'failed');
    const again = await workspace.claimBatch('a', 'me', 0);
    expect(again?.runs.map(({ id }) => id)).toEqual([first.id]);
    expect((await workspace.runs('a')).map(({ state }) => state).toSorted()).toEqual([
      ...Array<string>(3).fill('cancelled'),
      'running',
    ]);
    expect(again && (await workspace.storeRun(again, sampleResult(first.id)))).toBe(true);
    expect(again && (await workspace.closeBatch(again, 'finished', null))).toBe(true);
    expect(await workspace.claimBatch('a', 'me', 0)).toBeNull();
    expect(await workspace.endSweep('a', 'interrupted')).toBe('cancelled');
  });

  it('of a paused sweep ends its pause', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 1 }));
    const batch = await workspace.claimBatch('a', 'me', 0);
    if (batch === null) throw new Error('no batch');
    await workspace.closeBatch(batch, 'interrupted', null);
    expect(await workspace.endSweep('a', 'paused')).toBe('paused');
    expect(await workspace.summary('a')).toMatchObject({ state: 'paused' });
    await workspace.requeue('a', 'all');
    await workspace.beginSweep('a', 'me', 0);
    expect(await workspace.summary('a')).toMatchObject({ state: 'running' });
    await workspace.interruptAbandoned(() => true);
    expect(await workspace.summary('a')).toMatchObject({ state: 'interrupted' });
  });
});

describe('a run that fails by itself', () => {
  it('leaves the others of its batch alone, and is the only one that is tried again', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 1 }));
    const batch = await workspace.claimBatch('a', 'me', 0);
    const [first, second] = batch?.runs ?? [];
    if (batch === null || first === undefined || second === undefined) throw new Error('no runs');
    expect(await workspace.storeFailure(batch, { id: first.id, error: 'It diverged.' })).toBe(true);
    expect(await workspace.storeRun(batch, sampleResult(second.id))).toBe(true);
    expect(await workspace.closeBatch(batch, 'failed', null)).toBe(true);
    expect(await workspace.runs('a')).toMatchObject([
      { state: 'failed', error: 'It diverged.', gap: null },
      { state: 'finished', error: null },
    ]);
    expect(await workspace.endSweep('a', 'interrupted')).toBe('failed');
    expect(await workspace.storeFailure(batch, { id: second.id, error: 'Too late.' })).toBe(false);
    expect(await workspace.closeBatch(batch, 'failed', null)).toBe(false);
    await workspace.requeue('a', 'all');
    expect((await workspace.claimBatch('a', 'me', 0))?.runs.map(({ id }) => id)).toEqual([first.id]);
  });
});

describe('the failed runs of a cancelled sweep', () => {
  it('are all that is to be done when they alone are tried again', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 3 }));
    expect(await workspace.beginSweep('a', 'me', 0)).toBe(6);
    const batch = await workspace.claimBatch('a', 'me', 0);
    const [first, second] = batch?.runs ?? [];
    if (batch === null || first === undefined || second === undefined) throw new Error('no runs');
    await workspace.storeFailure(batch, { id: first.id, error: 'It diverged.' });
    await workspace.storeRun(batch, sampleResult(second.id));
    await workspace.closeBatch(batch, 'failed', null);
    await workspace.cancelQueued('a');
    expect(await workspace.endSweep('a', 'cancelled')).toBe('cancelled');
    await workspace.requeue('a', 'failed');
    expect(await workspace.beginSweep('a', 'me', 0)).toBe(1);
    await workspace.requeue('a', 'all');
    expect(await workspace.beginSweep('a', 'me', 0)).toBe(5);
  });
});

describe('the end of a sweep', () => {
  it('is finished only where all its runs are', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 2 }));
    await workspace.beginSweep('a', 'me', 0);
    const batch = await workspace.claimBatch('a', 'me', 0);
    if (batch === null) throw new Error('no batch');
    for (const { id } of batch.runs) await workspace.storeRun(batch, sampleResult(id));
    await workspace.closeBatch(batch, 'finished', null);
    expect(await workspace.endSweep('a', 'interrupted')).toBe('interrupted');
    expect(await workspace.endSweep('a', 'cancelled')).toBe('cancelled');
    const other = await workspace.claimBatch('a', 'another', 0);
    if (other === null) throw new Error('no batch');
    // Whose it is now says how it ends.
    await workspace.beginSweep('a', 'another', 0);
    expect(await workspace.endSweep('a', 'cancelled')).toBe('running');
    expect((await workspace.summary('a')).state).toBe('running');
    for (const { id } of other.runs) await workspace.storeRun(other, sampleResult(id));
    await workspace.closeBatch(other, 'finished', null);
    expect(await workspace.endSweep('a', 'cancelled')).toBe('finished');
  });

  it('releases what its owner still holds, and nothing else', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 2 }));
    const mine = await workspace.claimBatch('a', 'me', 0);
    await workspace.claimBatch('a', 'another', 0);
    await workspace.releaseBatches('a', 'me');
    expect((await workspace.runs('a')).map(({ state }) => state).toSorted()).toEqual([
      ...['interrupted', 'interrupted', 'running', 'running'],
    ]);
    expect(mine && (await workspace.storeRun(mine, sampleResult('a-0-8')))).toBe(false);
  });

  it('comes for those whose engine is gone, not for one between two batches', async () => {
    const workspace = await open();
    for (const id of ['a', 'b']) {
      await workspace.addSweep(sampleSweep(id));
      await workspace.beginSweep(id, `owner of ${id}`, 0);
    }
    expect(await workspace.interruptAbandoned((owner) => owner === 'owner of a')).toEqual(['a']);
    expect((await workspace.summary('b')).state).toBe('running');
    expect(await workspace.interruptAbandoned((_owner, _heartbeat, sweepId) => sweepId === 'b')).toEqual(['b']);
  });
});

describe('a disk or another program that stands in the way', () => {
  it('is waited for where it only takes its time', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a'));
    const other = new Database(workspace.path);
    other.exec('BEGIN IMMEDIATE');
    const released = new Promise((resolve) => setTimeout(resolve, 2500)).then(() => other.exec('COMMIT').close());
    await workspace.setState('a', 'cancelled');
    await released;
    expect((await workspace.summary('a')).state).toBe('cancelled');
  }, 20_000);

  it('is told as what it is, and what was there before stays', async () => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a', { batches: 1 }));
    const batch = await workspace.claimBatch('a', 'me', 0);
    const [run] = batch?.runs ?? [];
    if (batch === null || run === undefined || !(workspace instanceof SqliteWorkspace)) throw new Error('no run');
    const pages = Number(workspace.connection.pragma('page_count', { simple: true }));
    workspace.connection.pragma(`max_page_count = ${String(pages + 2)}`);
    const error: unknown = await workspace.storeRun(batch, sampleResult(run.id)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('full') as unknown });
    expect((await workspace.runs('a')).map(({ state }) => state)).toEqual(['running', 'running']);
    workspace.connection.pragma('max_page_count = 1000000');
    expect(await workspace.storeRun(batch, sampleResult(run.id))).toBe(true);
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

  it.each([
    ['not JSON', '{'],
    ['no declaration', '{"task":5}'],
  ])('is not sound where a declaration is %s, which is told', async (_, text) => {
    const workspace = await open();
    await workspace.addSweep(sampleSweep('a'));
    const other = new Database(workspace.path);
    other.prepare('UPDATE sweeps SET declaration = ?').run(text);
    other.close();
    expect(await workspace.check()).toEqual([expect.stringContaining('declaration of the sweep a')]);
    expect(await codeOf(workspace.sweep('a'))).toBe('damaged');
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
    const known = (await other.runs('a')).filter(({ memory }) => memory !== null);
    expect(known).toMatchObject([{ memory: 4096 }, { memory: 4096 }]);
    expect(await other.series(known.map(({ id }) => id))).toEqual(
      known.map(({ id }) => ({ id, name: 'loss', steps: [1, 2], values: [3, 1.5] })),
    );
    const again = JSON.parse((await exportSweep(other, 'a', 'json')).text) as { runs: object[]; sweep: object };
    const first = JSON.parse(exported.text) as { runs: { state: string }[]; sweep: object };
    // What had not begun is to be resumed there.
    expect(again.runs).toEqual(
      first.runs.map((run) => (run.state === 'queued' ? { ...run, state: 'interrupted' } : run)),
    );
    expect(await codeOf(importSweep(other, exported.text))).toBe('invalid-input');
    await other.requeue('a', 'all');
    expect((await other.claimBatch('a', 'me', 0))?.runs.length).toBe(2);
  });

  it('brings a deleted sweep back, and no other in its place', async () => {
    const workspace = await withResults();
    const { text } = await exportSweep(workspace, 'a', 'json');
    await workspace.setDeleted('a', '2026-01-01');
    expect(await importSweep(workspace, text)).toMatchObject({ id: 'a', runs: 4, finished: 2 });
    expect((await workspace.list({ search: '', after: null, limit: 10 })).total).toBe(1);
    await workspace.setDeleted('a', '2026-01-01');
    const other = JSON.parse(text) as { declaration: { seed: number } };
    other.declaration.seed = 77;
    expect(await codeOf(importSweep(workspace, JSON.stringify(other)))).toBe('invalid-input');
  });

  it('is resumed in batches as they would be planned', async () => {
    const { text } = await exportSweep(await withResults(), 'a', 'json');
    const exported = JSON.parse(text) as ExportedSweep;
    const [run] = exported.runs;
    if (run === undefined) throw new Error('no run');
    const runs = Array.from({ length: 200 }, (_, i) => ({
      ...{ ...run, id: `r${String(i)}`, replicate: i, state: 'queued' as const },
      ...{ gap: null, standardError: null, seconds: null },
    }));
    const large = { ...exported, sweep: { ...exported.sweep, runs: 200, finished: 0 }, runs };
    const other = await open();
    await importSweep(other, JSON.stringify(large));
    await other.requeue('a', 'all');
    const sizes: number[] = [];
    for (;;) {
      const batch = await other.claimBatch('a', 'me', 0);
      if (batch === null) break;
      sizes.push(batch.runs.length);
    }
    expect(sizes).toEqual([64, 64, 64, 8]);
  });

  const spoilt: [string, (exported: ExportedSweep) => void][] = [
    ['a run of another sweep', ({ runs }) => void Object.assign(runs[0] ?? {}, { sweepId: 'b' })],
    ['a run twice', ({ runs }) => void Object.assign(runs[1] ?? {}, { id: runs[0]?.id })],
    ['a run of no curve', ({ runs }) => void Object.assign(runs[0] ?? {}, { curveIndex: 7 })],
    ['a run of another curve', ({ runs }) => void Object.assign(runs[0] ?? {}, { group: 'so2' })],
    ['a finished run without a gap', ({ runs }) => void Object.assign(runs[0] ?? {}, { gap: null })],
    ['a count that is wrong', ({ sweep }) => void Object.assign(sweep, { finished: 4 })],
    ['a finished sweep with open runs', ({ sweep }) => void Object.assign(sweep, { state: 'finished' })],
  ];
  it.each(spoilt)('is refused with %s', async (_, spoil) => {
    const exported = JSON.parse((await exportSweep(await withResults(), 'a', 'json')).text) as ExportedSweep;
    spoil(exported);
    const other = await open();
    expect(await codeOf(importSweep(other, JSON.stringify(exported)))).toBe('malformed-file');
    expect((await other.list({ search: '', after: null, limit: 10 })).total).toBe(0);
  });

  it('is refused where its runs are here in another sweep', async () => {
    const workspace = await withResults();
    const exported = JSON.parse((await exportSweep(workspace, 'a', 'json')).text) as ExportedSweep;
    const renamed = {
      ...exported,
      sweep: { ...exported.sweep, id: 'b' },
      runs: exported.runs.map((run) => ({ ...run, sweepId: 'b' })),
    };
    expect(await codeOf(importSweep(workspace, JSON.stringify(renamed)))).toBe('invalid-input');
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
