import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { doctorReport, extensionKind, extensionSummary } from '#contract/registry';
import { measurement, prediction } from '#contract/results';
import { sweepDeclaration, sweepReport } from '#contract/sweep';
import { buildCommandLine, runCommandLine, startCommandLine } from './command-line';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-command-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(buildCommandLine, 300_000);

const db = ['--db', join(folder, 'test.gapscope')];
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const sweepFile = (name: string, settings: object): string => file(name, JSON.stringify(settings));
const small = { name: 'Small', task: 'circle', sizes: [8, 16, 32, 64], replicates: 4, testPoints: 256 };

/** Runs with --json: exactly one document on standard output. */
async function json<Schema extends z.ZodType>(schema: Schema, ...args: string[]): Promise<z.output<Schema>> {
  const { status, stdout, stderr } = await runCommandLine(...args, '--json', ...db);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return schema.parse(JSON.parse(stdout));
}

describe('gapscope', () => {
  it('lists all kinds of extensions', async () => {
    for (const kind of extensionKind.options) {
      const listed = await json(z.array(extensionSummary), 'list', kind);
      expect(listed.length).toBeGreaterThan(kind === 'trainers' ? 2 : 3);
    }
  }, 120_000);

  it('predicts the closed form of the 3-sphere by the Hopf circle', async () => {
    const found = await json(prediction, 'predict', 'sphere?dimension=3', '--group', 'so2', '--sizes', '100,1000');
    expect(found).toMatchObject({ spaceDimension: 3, orbitDimension: 1, dimension: 2 });
    expect(found.laws.iid?.constant).toBeCloseTo(1, 2);
    expect(found.gaps[1]?.iid).toBeCloseTo(0.001, 5);
  }, 60_000);

  it('measures points of a task, with the law beside them', async () => {
    const found = await json(
      measurement,
      'measure',
      'task:circle',
      '--rows',
      '400',
      '--estimators',
      'all',
      '--from',
      '20',
    );
    expect(found.data).toMatchObject({ points: 400, ambientDimension: 2 });
    expect(found.fit?.window[0]).toBeGreaterThanOrEqual(20);
    expect(found.fit?.dimension).toBeGreaterThan(0.8);
    expect(found.fit?.dimension).toBeLessThan(1.2);
    expect(found.prediction?.dimension).toBe(1);
    expect(found.estimators.length).toBeGreaterThan(2);
  }, 60_000);

  it('fits the exact power law that a file holds', async () => {
    const rows = [10, 20, 40, 80, 160].map(
      (n) => `${String(n)},${String(3 * n ** (-2 / 5))},${String(n ** -0.4 / 100)}`,
    );
    const path = file('curve.csv', `n,gap,standardError\n${rows.join('\n')}\n`);
    const found = await json(z.object({ fit: z.object({ dimension: z.number(), constant: z.number() }) }), 'fit', path);
    expect(found.fit.dimension).toBeCloseTo(5, 2);
    expect(found.fit.constant).toBeCloseTo(3, 2);
  }, 60_000);

  it('examines the machine', async () => {
    const report = await json(doctorReport, 'doctor');
    expect(report.backends.filter(({ status }) => status === 'used')).toHaveLength(1);
    expect(report.sqlite.available).toBe(true);
  }, 120_000);

  it('runs a sweep, keeps it, exports it, and takes it in elsewhere', async () => {
    const path = sweepFile('small.json', small);
    const report = await json(sweepReport, 'run', path);
    expect(report.sweep).toMatchObject({ state: 'finished', runs: 16, finished: 16, failed: 0 });
    const { id } = report.sweep;
    expect(await json(sweepReport, 'history', 'show', id)).toEqual(report);
    const exported = join(folder, 'exported.json');
    expect((await runCommandLine('history', 'export', id, '--output', exported, ...db)).status).toBe(0);
    const elsewhere = ['--db', join(folder, 'elsewhere.gapscope')];
    expect((await runCommandLine('history', 'import', exported, ...elsewhere)).status).toBe(0);
    const shown = await runCommandLine('history', 'show', id, '--json', ...elsewhere);
    expect(sweepReport.parse(JSON.parse(shown.stdout)).curves).toEqual(report.curves);
    // The same again is known already.
    const again = await json(sweepReport, 'run', path);
    expect(again.sweep.id).not.toBe(id);
    expect(again.curves).toEqual(report.curves);
    expect((await runCommandLine('history', 'check', ...db)).status).toBe(0);
    expect((await runCommandLine('history', 'delete', id, ...db)).status).toBe(0);
    expect((await runCommandLine('history', 'list', ...db)).stdout).not.toContain(id);
    expect((await runCommandLine('history', 'restore', id, ...db)).status).toBe(0);
    expect((await runCommandLine('history', 'list', ...db)).stdout).toContain(id);
  }, 240_000);

  it('trains on rows of a file', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${String(Math.cos(i * 2.4))},${String(Math.sin(i * 2.4))}`);
    const data = file('points.csv', `x,y\n${rows.join('\n')}\n`);
    const path = sweepFile('own.json', { ...small, task: `data-set?path=${data}`, testPoints: 64 });
    const report = await json(sweepReport, 'run', path);
    expect(report.sweep.finished).toBe(16);
    expect(report.curves[0]?.prediction).toBeNull();
    const wanting = await runCommandLine(
      'run',
      sweepFile('many.json', { ...small, task: `data-set?path=${data}` }),
      ...db,
    );
    expect(wanting).toMatchObject({ status: 2, stdout: '' });
    expect(wanting.stderr).toContain('300');
  }, 120_000);
});

describe('mistakes of the user', () => {
  const line = /^gapscope: [^\n]+\n$/;
  const cases: [string, string[], string][] = [
    ['no such kind', ['list', 'fruit'], 'fruit'],
    ['no such command', ['frobnicate'], 'frobnicate'],
    ['no such option', ['measure', 'sample:digits', '--frob'], '--frob'],
    ['no such task', ['predict', 'klein-bottle'], 'klein-bottle'],
    ['no such group', ['predict', 'circle', '--group', 'e8'], 'e8'],
    ['a parameter out of range', ['predict', 'sphere?dimension=-1'], 'dimension'],
    ['a group that does not fit', ['predict', 'sphere?dimension=2', '--group', 'so2'], 'coordinate'],
    ['sizes that are not', ['predict', 'circle', '--sizes', '1,x'], '1,x'],
    ['no such file', ['measure', '/no/such/file.csv'], '/no/such/file.csv'],
    ['no such sample', ['measure', 'sample:fish'], 'fish'],
    ['rows that are not a number', ['measure', 'sample:digits', '--rows', 'ten'], '--rows'],
    ['a window upside down', ['measure', 'sample:digits', '--from', '50', '--to', '20'], '--from'],
    ['no such estimator', ['measure', 'task:circle', '--estimators', 'guess'], 'guess'],
    ['no such backend', ['measure', 'task:circle', '--backend', 'abacus'], 'abacus'],
    ['no such sweep file', ['run', '/no/such/sweep.json'], '/no/such/sweep.json'],
    ['no such sweep', ['history', 'show', 'nothing'], 'nothing'],
    ['no such model', ['fit', '/dev/null', '--model', 'cubic'], 'cubic'],
    ['a command of a later version', ['advise', 'sample:digits'], 'advise'],
  ];
  it.each(cases)(
    '%s: one line, status 2, nothing on standard output',
    async (_, args, named) => {
      const needsFile = ['list', 'predict', 'measure', 'run', 'history'].includes(args[0] ?? '') ? db : [];
      const { status, stdout, stderr } = await runCommandLine(...args, ...needsFile);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(line);
      expect(stderr).toContain(named);
    },
    60_000,
  );

  it.each([
    ['{"task":"circle","sizes":[8],"colour":"red"}', 'colour'],
    ['{"task":"circle"}', 'sizes'],
    ['{"task":"circle","sizes":{"from":8,"to":4,"count":3}}', 'sizes'],
    ['{"task":"circle","sizes":[8],"groups":["so2?planes=0-5"]}', '5'],
    ['{"task":"circle","sizes":[8],"replicates":0}', 'replicates'],
    ['{"task":"circle","sizes":[8],', 'JSON'],
  ])(
    'the sweep %s is refused',
    async (content, named) => {
      const { status, stdout, stderr } = await runCommandLine('run', file('wrong.json', content), '--json', ...db);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(line);
      expect(stderr).toContain(named);
    },
    60_000,
  );

  it.each([
    ['x,gap\n1,2\n', 'line 1'],
    ['n,gap,standardError\n8,0.5,0.01\n16,abc,0.01\n', 'line 3'],
    ['n,gap,standardError\n8,0.5,0.01\n16,0.4\n', 'line 3'],
    ['n,gap\n8,0.5\n16,0.4\n', 'n = 8'],
    ['n,gap,standardError\n', 'no rows'],
  ])(
    'the curve %j is refused, with its line',
    async (content, named) => {
      const { status, stdout, stderr } = await runCommandLine('fit', file('wrong.csv', content));
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(line);
      expect(stderr).toContain(named);
    },
    60_000,
  );

  it('a workspace that is none has status 1', async () => {
    const path = file('text.gapscope', 'not a database');
    const { status, stdout, stderr } = await runCommandLine('history', 'list', '--db', path);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(line);
    expect(readFileSync(path, 'utf8')).toBe('not a database');
  }, 60_000);
});

describe('Ctrl+C', () => {
  it('ends a sweep with status 130, keeps what is finished, and --resume goes on', async () => {
    const path = sweepFile('long.json', {
      ...small,
      name: 'Long',
      sizes: [512, 1024],
      replicates: 200,
      testPoints: 8000,
      samples: 100_000,
    });
    const long = startCommandLine(['run', path, '--json', ...db]);
    const finished = async (): Promise<number> => {
      const { stdout } = await runCommandLine('history', 'list', '--search', 'Long', '--json', ...db);
      const page = z.object({ sweeps: z.array(z.object({ finished: z.number() })) }).parse(JSON.parse(stdout));
      return page.sweeps[0]?.finished ?? 0;
    };
    while ((await finished()) === 0) await new Promise((resolve) => setTimeout(resolve, 200));
    long.kill('SIGINT');
    const { status, stdout, stderr } = await long.ended;
    expect({ status, stderr }).toMatchObject({ status: 130 });
    const report = sweepReport.parse(JSON.parse(stdout));
    expect(report.sweep.state).toBe('cancelled');
    expect(report.sweep.finished).toBeGreaterThan(0);
    expect(report.sweep.finished).toBeLessThan(400);
    const resumed = await json(sweepReport, 'run', path, '--resume');
    expect(resumed.sweep).toMatchObject({ id: report.sweep.id, state: 'finished', finished: 400 });
  }, 240_000);
});

describe('the default workspace', () => {
  it("lies in the user's data folder", async () => {
    const home = mkdtempSync(join(folder, 'home-'));
    const { ended } = startCommandLine(['history', 'list'], { XDG_DATA_HOME: home, APPDATA: home, HOME: home });
    expect((await ended).status).toBe(0);
    const inHome = readdirSync(home, { recursive: true }).map(String);
    expect(inHome.some((name) => name.endsWith('workspace.gapscope'))).toBe(true);
  }, 60_000);
});

describe('the presets', () => {
  const presets = new URL('../../resources/presets/', import.meta.url);
  it('are sweeps, each with its line', () => {
    const summaries = z
      .record(z.string(), z.string().min(10))
      .parse(JSON.parse(readFileSync(new URL('../preset-summaries.json', presets), 'utf8')));
    const ids = readdirSync(presets).map((name) => name.replace('.json', ''));
    expect(Object.keys(summaries).toSorted()).toEqual(ids.toSorted());
    for (const id of ids) {
      const path = new URL(`${id}.json`, presets);
      expect(existsSync(path)).toBe(true);
      expect(sweepDeclaration.safeParse(JSON.parse(readFileSync(path, 'utf8'))).success).toBe(true);
    }
  });
});
