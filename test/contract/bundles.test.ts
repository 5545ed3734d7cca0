import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { zipSync, strToU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import Papa from 'papaparse';
import type { SweepCurve } from '#contract/results';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type CommandName, commands, type RequestOf, type ResponseOf } from '#contract/commands';
import { ExpectedError } from '#core/errors';
import type { Engine } from '#main/engine/create-engine';
import { fromWireError } from '#main/engine/wire-errors';
import { engineHere } from './engine-here';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-bundles-'));
const opened: Engine[] = [];
let files = 0;
const newPath = (ending: string): string => join(folder, `${String(++files)}${ending}`);

afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(path = newPath('.gapscope')) {
  const engine = engineHere(path);
  opened.push(engine);
  const ended = new Map<string, string>();
  engine.onEvent((name, payload) => {
    if (name === 'sweep.changed') {
      const { id, state } = payload as { id: string; state: string };
      ended.set(id, state);
    }
  });
  return {
    path,
    async ask<Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>> {
      const reply = await engine.call(name, request);
      if (!reply.ok) throw fromWireError(reply.error);
      return commands[name].response.parse(reply.value) as ResponseOf<Name>;
    },
    async finished(id: string): Promise<void> {
      while (!['finished', 'failed'].includes(ended.get(id) ?? ''))
        await new Promise((resolve) => setTimeout(resolve, 20));
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

/** A workspace with a sweep that has run here, under a name as bad as any, with notes and tags. */
async function withSweep(name = 'A “sweep”, =1+1'): Promise<ReturnType<typeof open> & { readonly id: string }> {
  const engine = open();
  const declaration = {
    ...{ name, task: 'torus', groups: ['trivial', 'so2'], sizes: [8, 16, 32, 64], replicates: 2 },
    ...{ testPoints: 64, samples: 128 },
  };
  const { id } = await engine.ask('sweep.start', { declaration });
  await engine.finished(id);
  const database = new Database(engine.path);
  const runs = database.prepare('SELECT id FROM runs ORDER BY id').pluck().all();
  database.prepare("INSERT INTO notes VALUES (?, 'A note', '2026-01-01T00:00:00.000Z')").run(id);
  database.prepare("INSERT INTO tags VALUES (?, 'kept')").run(id);
  database.prepare("INSERT INTO run_notes VALUES (?, 'odd', '2026-01-01T00:00:00.000Z')").run(runs[1]);
  database.prepare("INSERT INTO run_tags VALUES (?, 'outlier')").run(runs[2]);
  database.close();
  return { ...engine, id };
}

const bundleOf = async (engine: ReturnType<typeof open>, ...ids: string[]): Promise<string> => {
  const path = newPath('.gapscope-sweep.zip');
  await engine.ask('history.bundle', { job: `pack ${path}`, ids, path });
  return path;
};

/** The points of a workspace, bit for bit. */
function pointsIn(path: string): unknown[] {
  const database = new Database(path, { readonly: true });
  const rows = database
    .prepare(
      `SELECT run_id, kind, points, dimension, hex(bytes) AS bytes FROM blobs JOIN blob_chunks ON blob_id = blobs.id
       ORDER BY run_id, kind, position`,
    )
    .all();
  database.close();
  return rows;
}

describe('a bundle', () => {
  it('gives everything back elsewhere, and is the same when it is made again there', async () => {
    const here = await withSweep();
    const path = await bundleOf(here, here.id);
    const there = open();
    const { imported, known } = await there.ask('history.importBundle', { job: 'a', path });
    expect(imported).toMatchObject([{ id: here.id, finished: 16, runs: 16 }]);
    expect(known).toEqual([]);
    const text = async (engine: ReturnType<typeof open>): Promise<string> =>
      (await engine.ask('history.export', { id: here.id, format: 'json' })).text;
    expect(JSON.parse(await text(there))).toEqual(JSON.parse(await text(here)));
    expect(JSON.parse(await text(here))).toMatchObject({
      annotations: {
        note: { text: 'A note' },
        tags: ['kept'],
        runs: [{ note: { text: 'odd' } }, { tags: ['outlier'] }],
      },
      log: expect.arrayContaining([expect.objectContaining({ level: 'info', message: 'Started.' })]) as unknown[],
    });
    const points = pointsIn(here.path);
    expect(points.length).toBeGreaterThanOrEqual(16);
    expect(pointsIn(there.path)).toEqual(points);
    expect(readFileSync(await bundleOf(there, here.id)).equals(readFileSync(path))).toBe(true);
    expect(await there.ask('history.check', {})).toEqual({ ok: true, problems: [] });
    // Once more: it is there already, and stays as it is.
    expect(await there.ask('history.importBundle', { job: 'b', path })).toMatchObject({
      imported: [],
      known: [{ id: here.id }],
    });
    // Deleted meanwhile: it comes back.
    await there.ask('history.delete', { id: here.id });
    expect((await there.ask('history.importBundle', { job: 'c', path })).imported).toHaveLength(1);
  });

  it('holds several sweeps, and is read by other programs', async () => {
    const here = await withSweep('first');
    const { id: second } = await here.ask('sweep.start', {
      declaration: { name: 'second', task: 'circle', sizes: [8, 16], replicates: 1, testPoints: 16, samples: 0 },
    });
    await here.finished(second);
    const path = await bundleOf(here, here.id, second);
    expect(execFileSync('python3', ['-m', 'zipfile', '-t', path], { encoding: 'utf8' })).toContain('Done testing');
    const found = unzipSync(readFileSync(path));
    expect(Object.keys(found)).toContain('sweeps/1/sweep.json');
    const there = open();
    const bytes = new Uint8Array(readFileSync(path));
    expect((await there.ask('history.importBundle', { job: 'a', bytes })).imported).toHaveLength(2);
    expect((await there.ask('history.list', {})).total).toBe(2);
  });

  it('is looked at without being imported', async () => {
    const here = await withSweep();
    const path = await bundleOf(here, here.id);
    const before = readFileSync(path);
    const own = newPath('.gapscope');
    const there = open(own);
    const looks = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('gapscope-look-'));
    const lookedAt = looks().length;
    const report = await there.ask('workspace.open', { path });
    expect(report).toMatchObject({ path, sweeps: 1, runs: 16 });
    expect(report.readOnly).toContain('looked at');
    expect((await there.ask('history.show', { id: here.id })).curves).toHaveLength(2);
    for (const change of [
      () => there.ask('history.delete', { id: here.id }),
      () => there.ask('sweep.extend', { id: here.id, replicates: 9 }),
      () => there.ask('history.importBundle', { job: 'a', path }),
    ])
      expect([(await failure(change())).code, (await failure(change())).message]).toEqual([
        'read-only',
        report.readOnly,
      ]);
    await there.ask('workspace.open', { path: own, create: true });
    expect((await there.ask('history.list', {})).total).toBe(0);
    await there.ask('history.importBundle', { job: 'b', path });
    expect((await there.ask('history.list', {})).total).toBe(1);
    expect(readFileSync(path).equals(before)).toBe(true);
    // The copy that was looked at is removed.
    await expect.poll(() => looks().length).toBe(lookedAt);
  });

  it('replaces no file but a bundle, and leaves nothing where it cannot be written', async () => {
    const here = await withSweep();
    const path = await bundleOf(here, here.id);
    const again = { ids: [here.id], path };
    expect((await failure(here.ask('history.bundle', { job: 'a', ...again }))).code).toBe('invalid-input');
    await here.ask('history.bundle', { job: 'b', ...again, replace: true });
    const text = newPath('.txt');
    writeFileSync(text, 'precious');
    expect(
      (await failure(here.ask('history.bundle', { job: 'c', ids: [here.id], path: text, replace: true }))).code,
    ).toBe('invalid-input');
    expect(readFileSync(text, 'utf8')).toBe('precious');
    const nowhere = join(folder, 'no', 'such', 'folder.zip');
    expect((await failure(here.ask('history.bundle', { job: 'd', ids: [here.id], path: nowhere }))).code).toBe(
      'unavailable',
    );
    expect((await failure(here.ask('history.bundle', { job: 'e', ids: ['none'] }))).code).toBe('not-found');
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

describe('a hostile archive', () => {
  /** The entries of a sound bundle, to be changed. */
  async function sound(): Promise<Record<string, Uint8Array>> {
    const here = await withSweep();
    return unzipSync(readFileSync(await bundleOf(here, here.id)));
  }

  function packed(entries: Record<string, Uint8Array>, compressed: readonly string[] = []): string {
    const path = newPath('.zip');
    writeFileSync(
      path,
      zipSync(
        Object.fromEntries(
          Object.entries(entries).map(([name, bytes]) => [
            name,
            [bytes, { level: name.endsWith('.f32') && !compressed.includes(name) ? 0 : 6 }] as const,
          ]),
        ) as Parameters<typeof zipSync>[0],
      ),
    );
    return path;
  }

  const json = (bytes: Uint8Array | undefined): Record<string, never> =>
    JSON.parse(new TextDecoder().decode(bytes)) as Record<string, never>;

  it('is refused, and nothing of it is stored', async () => {
    const entries = await sound();
    const there = open();
    const refused = async (path: string): Promise<string> => {
      const error = await failure(there.ask('history.importBundle', { job: path, path }));
      expect(['malformed-file', 'too-large']).toContain(error.code);
      expect((await there.ask('history.list', {})).total).toBe(0);
      return error.message;
    };
    const sweepName = 'sweeps/0/sweep.json';
    const indexName = 'sweeps/0/points.json';
    const pointsName = 'sweeps/0/points.f32';
    const points = entries[pointsName] ?? new Uint8Array();
    const index = JSON.parse(new TextDecoder().decode(entries[indexName])) as Record<string, unknown>[];
    const withIndex = (changed: unknown): Record<string, Uint8Array> => ({
      ...entries,
      [indexName]: strToU8(JSON.stringify(changed)),
    });

    // Sound after being packed by another program.
    expect((await open().ask('history.importBundle', { job: 'x', path: packed(entries) })).imported).toHaveLength(1);

    expect(await refused(packed({ ...entries, 'sweeps/0/extra.txt': strToU8('x') }))).toContain('extra.txt');
    for (const name of ['../../evil.json', '/etc/passwd', 'C:\\evil', 'sweeps\\0\\x'])
      await refused(packed({ ...entries, [name]: strToU8('x') }));
    for (const name of [sweepName, indexName, pointsName, 'bundle.json']) {
      await refused(packed(Object.fromEntries(Object.entries(entries).filter(([other]) => other !== name))));
    }
    expect(await refused(packed(entries, [pointsName]))).toContain('compressed');
    await refused(packed({ ...entries, [pointsName]: points.subarray(4) }));
    await refused(packed({ ...entries, [pointsName]: new Uint8Array(points.length + 4) }));
    await refused(packed(withIndex([...index, index[0]])));
    await refused(packed(withIndex(index.map((one, i) => (i === 0 ? { ...one, run: 'nobody' } : one)))));
    await refused(packed(withIndex(index.map((one, i) => (i === 0 ? { ...one, points: 2 ** 40 } : one)))));
    await refused(packed(withIndex(index.map((one, i) => (i === 0 ? { ...one, points: -1 } : one)))));
    await refused(packed(withIndex(index.map((one, i) => (i === 0 ? { ...one, kind: 'checkpoint' } : one)))));
    await refused(packed({ ...entries, [sweepName]: strToU8('{') }));
    await refused(packed({ ...entries, [sweepName]: new Uint8Array([0xff, 0xfe, 0x00]) }));
    const described = json(entries[sweepName]);
    await refused(packed({ ...entries, [sweepName]: strToU8(JSON.stringify({ ...described, runs: [] })) }));
    await refused(
      packed({
        ...entries,
        [sweepName]: strToU8(
          JSON.stringify({
            ...described,
            annotations: { note: null, tags: [], runs: [{ id: 'x', note: null, tags: [] }] },
          }),
        ),
      }),
    );
    await refused(
      packed({ ...entries, 'bundle.json': strToU8(JSON.stringify({ ...json(entries['bundle.json']), version: 2 })) }),
    );
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${String(i)}`, strToU8('x')]));
    expect(await refused(packed({ ...entries, ...many }))).toContain('at most');
    const bomb = newPath('.zip');
    writeFileSync(bomb, zipSync({ ...entries, [sweepName]: new Uint8Array(2 ** 28 + 1) }, { level: 9 }));
    expect(statSync(bomb).size).toBeLessThan(2 ** 21);
    expect(await refused(bomb)).toContain('at most');
  });

  it('with a wrong checksum is refused', async () => {
    const here = await withSweep();
    const path = await bundleOf(here, here.id);
    const bytes = readFileSync(path);
    const at = bytes.indexOf('sweeps/0/points.f32') + 'sweeps/0/points.f32'.length + 20 + 100;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const damaged = newPath('.zip');
    writeFileSync(damaged, bytes);
    const there = open();
    expect((await failure(there.ask('history.importBundle', { job: 'a', path: damaged }))).code).toBe('malformed-file');
    expect((await there.ask('history.list', {})).total).toBe(0);
    expect((await failure(there.ask('workspace.open', { path: damaged }))).code).toBe('malformed-file');
  });

  it('never does more than fail, whichever bytes are changed or missing', { timeout: 120_000 }, async () => {
    const here = await withSweep();
    const original = readFileSync(await bundleOf(here, here.id));
    const there = open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat(original.length)),
        async (changes, length) => {
          const bytes = Buffer.from(original);
          for (const [at, value] of changes) bytes[at] = value;
          const path = newPath('.zip');
          writeFileSync(path, bytes.subarray(0, length ?? bytes.length));
          const outcome = await there.ask('history.importBundle', { job: path, path }).then(
            () => 'imported',
            (error: unknown) => (error instanceof ExpectedError ? error.code : String(error)),
          );
          rmSync(path);
          expect(['imported', 'malformed-file', 'too-large', 'invalid-input']).toContain(outcome);
          if (outcome === 'imported') {
            // A change that nothing depends on, such as an attribute of a file.
            expect(await there.ask('history.check', {})).toEqual({ ok: true, problems: [] });
            await there.ask('history.delete', { id: here.id });
            await there.ask('workspace.compact', {});
          }
        },
      ),
      { numRuns: 60 },
    );
    expect((await there.ask('history.list', {})).total).toBe(0);
  });
});

it('as CSV, every run stands with all that is known of it, every number as it is', async () => {
  const here = await withSweep('=HYPERLINK("http://evil"), “sweep”');
  const { text } = await here.ask('history.export', { id: here.id, format: 'csv' });
  const described = JSON.parse((await here.ask('history.export', { id: here.id, format: 'json' })).text) as {
    readonly runs: readonly Record<string, unknown>[];
    readonly curves: readonly { readonly label: string; readonly result: SweepCurve }[];
  };
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(data).toHaveLength(described.runs.length);
  const same = (cell: string | undefined, value: unknown): void => {
    if (value === null || value === undefined) expect(cell).toBe('');
    else if (typeof value === 'number') expect(Object.is(Number(cell), value)).toBe(true);
    else expect(cell).toBe(value);
  };
  for (const [i, run] of described.runs.entries()) {
    const row = data[i] ?? {};
    for (const name of ['n', 'replicate', 'gap', 'standardError', 'seconds', 'state', 'hash', 'group', 'trainer'])
      same(row[name], run[name]);
    same(row['run'], run['id']);
    same(row['seed'], 1);
    expect(row['name']).toBe(`'=HYPERLINK("http://evil"), “sweep”`);
    expect(row['setting.task.dimension']).toBe('2');
    const { result } = described.curves.find(({ label }) => label === run['curve']) ?? {};
    same(row['fit.dimension'], result?.fit?.dimension);
    same(row['fit.lower'], result?.fit?.interval[0]);
    same(row['fit.constant'], result?.fit?.constant);
    same(row['fit.pValue'], result?.fit?.pValue);
    same(row['curve.gap'], result?.points.find(({ n }) => n === run['n'])?.gap);
  }
  expect(data.some((row) => row['fit.dimension'] !== '')).toBe(true);
  for (const row of data)
    for (const cell of Object.values(row)) if (!/^-?[\d.]/.test(cell)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
});

it('a copy of a bundle under another name is the same bundle', async () => {
  const here = await withSweep();
  const path = await bundleOf(here, here.id);
  const copy = newPath('.zip');
  copyFileSync(path, copy);
  expect(existsSync(copy)).toBe(true);
  expect((await open().ask('history.importBundle', { job: 'a', path: copy })).imported).toHaveLength(1);
});
