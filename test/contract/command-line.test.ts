import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { advice } from '#contract/advice';
import { doctorReport, extensionKind, extensionSummary } from '#contract/registry';
import { measurement, prediction } from '#contract/results';
import { sweepDeclaration, sweepReport } from '#contract/sweep';
import { buildCommandLine, runCommandLine, runInShell, startCommandLine } from './command-line';

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

  it('advises on the symmetries of a torus: rotations by one angle are there, signs too, orders of coordinates not', async () => {
    const groups = ['so2', 'sign', 'permutation', 'so2?planes=0-1'];
    const asked = ['advise', 'task:torus', '--rows', '2000', '--groups', groups.join(','), '--target-gap', '0.001'];
    const found = await json(advice, ...asked);
    const of = (reference: string) => found.groups.find(({ group }) => group.reference === reference);
    expect(of('so2')).toMatchObject({ verdict: 'has-it', finite: null });
    expect(of('sign')).toMatchObject({ verdict: 'has-it', finite: { order: 2 } });
    expect(of('so2?planes=0-1')?.verdict).toBe('has-it');
    // It takes a torus to itself only where whole planes change places.
    expect(of('permutation')?.verdict).toBe('has-not');
    // Up to rotations the torus is a circle, whose gap is π²/((n + 1)(n + 2)) but for curvature.
    const { gap, without, factor } = of('so2')?.saved.present ?? {
      gap: 1,
      without: { value: 0 },
      factor: { value: 0 },
    };
    const expected = (without.value ?? 0) / (Math.PI / Math.sqrt(gap) - 1.5);
    expect(Math.abs((factor.value ?? 0) / expected - 1)).toBeLessThan(0.15);
    expect(of('so2')?.sentence).toContain('at a gap of 0.001');
  }, 120_000);

  it('forecasts at the targets that are asked for', async () => {
    const path = file(
      'law.csv',
      `n,gap,standardError\n${[16, 32, 64, 128, 256].map((n) => `${String(n)},${String(4 / n)},${String(0.01 / n)}`).join('\n')}\n`,
    );
    const value = z.object({ value: z.number(), interval: z.tuple([z.number(), z.number()]) });
    const forecast = z.object({ gaps: z.array(value), sizes: z.array(value) });
    const found = await json(z.object({ forecast }), 'fit', path, '--target-gap', '0.001', '--target-size', '1e4');
    expect((found.forecast.sizes[0]?.value ?? 0) / 4000).toBeCloseTo(1, 2);
    expect((found.forecast.gaps[0]?.value ?? 0) / 4e-4).toBeCloseTo(1, 2);
    const measured = await json(
      z.object({ forecast }),
      'measure',
      'task:circle',
      '--rows',
      '400',
      '--target-gap',
      '1e-5',
    );
    // 2π²/n² = 10⁻⁵.
    const expected = Math.sqrt((2 * Math.PI ** 2) / 1e-5);
    expect(measured.forecast.sizes[0]?.interval[0]).toBeLessThan(expected);
    expect(measured.forecast.sizes[0]?.interval[1]).toBeGreaterThan(expected);
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

  it('takes the options of every command before it, too', async () => {
    const { status, stdout } = await runCommandLine('--json', ...db, 'history', 'list', '--limit', '3');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('sweeps');
  }, 60_000);

  it('measures the file that a task wraps', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${String(Math.cos(i * 2.4))},${String(Math.sin(i * 2.4))}`);
    const data = file('wrapped.csv', `x,y\n${rows.join('\n')}\n`);
    const found = await json(measurement, 'measure', `task:data-set?path=${data}`, '--estimators', 'twonn, mle');
    expect(found.data).toMatchObject({ source: data, points: 100 });
    expect(found.estimators.map(({ id }) => id)).toEqual(['twonn', 'mle']);
    expect(found.estimators[1]).toMatchObject({ points: 100, pointwise: null });
    expect(found.estimators[1]?.sensitivity.map(({ parameters }) => parameters['k'])).toEqual([5, 10, 20, 40, 80]);
    const local = await json(measurement, 'measure', data, '--estimators', 'mle', '--pointwise', '--all-points');
    expect(local.estimators[0]?.pointwise?.rows).toHaveLength(100);
    const { stdout } = await runCommandLine('measure', data, '--estimators', 'mle', '--pointwise', ...db);
    expect(stdout).toMatch(/mle +k: 5 → [\d.]+ ± /);
    expect(stdout).toMatch(/mle +100( +[\d.]+){5}/);
  }, 60_000);

  it('measures Wasserstein distances between subsamples beside the gap, when asked', async () => {
    const circle = ['measure', 'task:circle', '--rows', '600', '--group', 'sign'];
    expect((await json(measurement, ...circle)).transport).toBeNull();
    const { transport } = await json(measurement, ...circle, '--w2');
    expect(transport?.map(({ n, pairs }) => [n, pairs])).toEqual([
      [4, 32],
      [8, 32],
      [16, 18],
      [32, 9],
    ]);
    for (const { gap, squaredDistance, standardError } of transport ?? []) {
      expect(gap).toBeLessThanOrEqual(squaredDistance);
      expect(standardError).toBeGreaterThan(0);
    }
    const { stdout } = await runCommandLine(...circle, '--w2', ...db);
    expect(stdout).toMatch(/n +W2² +± s\.e\. +gap/);
    const few = await runCommandLine('measure', 'task:circle', '--rows', '40', '--w2', ...db);
    expect(few).toMatchObject({ status: 2, stdout: '' });
    expect(few.stderr).toContain('at least 64 points');
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
    const { backends } = await json(doctorReport, 'doctor');
    const used = backends.find(({ status }) => status === 'used');
    expect(report.sweep).toMatchObject({ backend: used?.id, declaration: { backend: 'auto' } });
    expect(await json(sweepReport, 'history', 'show', id)).toEqual(report);
    const exported = join(folder, 'exported.json');
    expect((await runCommandLine('history', 'export', id, '--output', exported, ...db)).status).toBe(0);
    const elsewhere = ['--db', join(folder, 'elsewhere.gapscope')];
    expect((await runCommandLine('history', 'import', exported, ...elsewhere)).status).toBe(0);
    const shown = await runCommandLine('history', 'show', id, '--json', ...elsewhere);
    expect(sweepReport.parse(JSON.parse(shown.stdout)).curves).toEqual(report.curves);
    const bundle = join(folder, 'exported.gapscope-sweep.zip');
    const packed = await runCommandLine('history', 'export', id, '--format', 'bundle', '--output', bundle, ...db);
    expect([packed.status, packed.stdout.trim()]).toEqual([0, bundle]);
    const third = ['--db', join(folder, 'third.gapscope')];
    const unpacked = await runCommandLine('history', 'import', bundle, '--json', ...third);
    expect(JSON.parse(unpacked.stdout)).toMatchObject({ id, runs: 16, sweeps: [{ id }], known: [] });
    const unpackedAgain = await runCommandLine('history', 'import', bundle, ...third);
    expect(unpackedAgain.status).toBe(2);
    expect(unpackedAgain.stderr).toContain(`'${id}' is already in this workspace`);
    expect((await runCommandLine('history', 'export', id, '--format', 'bundle', ...db)).status).toBe(2);
    const latex = await runCommandLine('history', 'export', id, '--format', 'latex', ...db);
    expect(latex.stdout).toContain('\\toprule');
    // The same again is known already.
    const again = await json(sweepReport, 'run', path);
    expect(again.sweep.id).not.toBe(id);
    expect(again.curves).toEqual(report.curves);
    expect(again.sweep.backend).toBe(report.sweep.backend);
    const csv = await runCommandLine('history', 'export', id, '--format', 'csv', ...db);
    expect(csv.stdout.trim().split('\n')).toHaveLength(17);
    const wrapped = z.object({ name: z.string(), mediaType: z.literal('text/csv'), text: z.string() });
    expect((await json(wrapped, 'history', 'export', id, '--format', 'csv')).text).toBe(csv.stdout);
    const other = again.sweep.id;
    const more = await json(sweepReport, 'history', 'extend', other, '--sizes', '24', '--replicates', '5');
    expect(more.sweep).toMatchObject({ id: other, state: 'finished', failed: 0 });
    expect(more.curves[0]?.points.map(({ n, replicates }) => [n, replicates])).toContainEqual([24, 5]);
    expect(more.sweep.runs).toBeGreaterThan(report.sweep.runs);
    expect(await json(sweepReport, 'history', 'resume', other)).toEqual(more);
    const vain = await runCommandLine('history', 'extend', other, '--sizes', '24', ...db);
    expect({ status: vain.status, stderr: vain.stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/expected another size, or more replicates/) as string,
    });
    expect((await runCommandLine('history', 'check', ...db)).status).toBe(0);
    expect((await runCommandLine('history', 'delete', id, ...db)).status).toBe(0);
    const twice = await runCommandLine('history', 'delete', id, ...db);
    expect(twice.status).toBe(2);
    expect(twice.stderr).toContain(`history restore ${id} brings it back`);
    expect((await runCommandLine('history', 'list', ...db)).stdout).not.toContain(id);
    expect((await runCommandLine('history', 'restore', id, ...db)).status).toBe(0);
    expect((await runCommandLine('history', 'list', ...db)).stdout).toContain(id);
    // Its export brings it back too, and only then.
    expect((await runCommandLine('history', 'import', exported, ...db)).status).toBe(2);
    expect((await runCommandLine('history', 'delete', id, ...db)).status).toBe(0);
    expect((await runCommandLine('history', 'import', exported, ...db)).status).toBe(0);
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
    ['a law of a data set', ['predict', 'data-set?path=/x.npy'], 'no known law'],
    ['more sizes than are possible', ['predict', 'torus', '--sizes', '1:5:5000000000'], 'at most 200 sizes'],
    ['sizes that are not', ['predict', 'circle', '--sizes', '1,x'], '1,x'],
    ['no such file', ['measure', '/no/such/file.csv'], '/no/such/file.csv'],
    ['no such sample', ['measure', 'sample:fish'], 'fish'],
    ['rows that are not a number', ['measure', 'sample:digits', '--rows', 'ten'], '--rows'],
    ['a window upside down', ['measure', 'sample:digits', '--from', '50', '--to', '20'], '--from'],
    ['no such estimator', ['measure', 'task:circle', '--estimators', 'guess'], 'guess'],
    ['no such estimator beside all', ['measure', 'task:circle', '--estimators', 'all,guess'], 'guess'],
    ['no such candidate', ['advise', 'task:circle', '--groups', 'so2,guess'], 'guess'],
    ['a target gap below 0', ['advise', 'task:circle', '--target-gap', '-1'], '--target-gap'],
    ['too few points to test', ['advise', 'task:circle', '--rows', '12'], '20 points'],
    ['no such backend', ['measure', 'task:circle', '--backend', 'abacus'], 'abacus'],
    ['no such sweep file', ['run', '/no/such/sweep.json'], '/no/such/sweep.json'],
    ['no such sweep', ['history', 'show', 'nothing'], 'nothing'],
    ['a constant without a use', ['fit', '/dev/null', '--constant', '2'], '--model tied'],
    ['no address to serve at', ['serve', '--host', ''], '--host'],
    ['no workspace', ['history', 'list', '--db', ''], '--db'],
    ['a folder for a workspace', ['history', 'list', '--db', tmpdir()], 'is a folder'],
    ['no such model', ['fit', '/dev/null', '--model', 'cubic'], 'cubic'],
    ['no such command', ['advice', 'sample:digits'], 'advice'],
    ['advice on no such group', ['advise', 'sample:digits', '--groups', 'nothing'], 'nothing'],
  ];
  it.each(cases)(
    '%s: one line, status 2, nothing on standard output',
    async (_, args, named) => {
      const takesFile = ['list', 'predict', 'measure', 'advise', 'run', 'history'].includes(args[0] ?? '');
      const needsFile = takesFile && !args.includes('--db') ? db : [];
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
    ['{"task":"klein-bottle","sizes":[8]}', "wrong.json: task: Unknown task 'klein-bottle'"],
    ['{"task":"sphere?dimension=-1","sizes":[8]}', 'wrong.json: task: The task '],
    ['{"task":"data-set?path=/no/such/file.csv","sizes":[8]}', 'wrong.json: task: /no/such/file.csv'],
    ['{"task":"torus","sizes":[8],"groups":["trivial","nope"]}', "wrong.json: groups.1: Unknown group 'nope'"],
    ['{"task":"torus","sizes":[8],"groups":["trivial","so2?planes=0-9"]}', 'wrong.json: groups.1: The group '],
    [
      '{"task":"torus","sizes":[8],"trainers":["memoriser","analytic-diffusion"],"samples":0}',
      "wrong.json: trainers.1: 'analytic-diffusion' is known by its samples, and samples is 0",
    ],
    ['{"task":"torus","sizes":[8],"trainers":["lloyd","nope"]}', "wrong.json: trainers.1: Unknown trainer 'nope'"],
    ['{"task":"torus","sizes":[8],"backend":"abacus"}', "wrong.json: backend: Unknown backend 'abacus'"],
    ['{"task":"torus","sizes":[1000000000]}', 'wrong.json: sizes: 1000000000 points'],
    [
      '{"task":"torus","sizes":[8],"trainers":["memoriser","regression"]}',
      "wrong.json: trainers.1: 'regression' predicts outputs from inputs",
    ],
    [
      '{"task":"regression","sizes":[8],"trainers":["classification"]}',
      "wrong.json: trainers.0: 'classification' predicts classes",
    ],
    [
      '{"task":"regression","sizes":[8],"groups":["so2","permutation"]}',
      "wrong.json: groups.1: The group 'permutation' moves input coordinate",
    ],
    ['{"task":"regression?input=sphere","sizes":[8]}', "wrong.json: task: The target 'power' is a function of planes"],
    ['{"task":"regression?input=regression","sizes":[8]}', "wrong.json: task: The task 'regression': input"],
    [
      '{"task":"sample:digits","sizes":[8],"trainers":["classification"]}',
      "wrong.json: trainers.0: 'classification' predicts outputs from inputs",
    ],
    [
      '{"task":"data-set?path=test/fixtures/data/npy/line.npy&outputs=labels","sizes":[8]}',
      "line.npy' has no labels to predict",
    ],
    ['{"task":"sample:digits?outputs=letters","sizes":[8]}', 'wrong.json: task: The task '],
    [
      '{"task":"sample:digits?path=x.csv","sizes":[8]}',
      "wrong.json: task: The task 'sample:digits?path=x.csv' names two",
    ],
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
    ['n,gap,standardError\n8,0.5,0\n16,0.4,0\n32,0.3,0\n', 'n = 8'],
    ['n,gap\n8,0.5\n8,0.5\n16,0.4\n16,0.4\n', 'n = 8'],
    ['n,gap,replicate\n8,0.5,a\n8,0.6,b\n8,0.4,a\n', 'line 4'],
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

  it('a workspace that is none has status 2, and is left as it is', async () => {
    const path = file('text.gapscope', 'not a database');
    const { status, stdout, stderr } = await runCommandLine('history', 'list', '--db', path);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(line);
    expect(readFileSync(path, 'utf8')).toBe('not a database');
  }, 60_000);
});

describe.runIf(existsSync('/dev/full'))('what is printed and cannot be', () => {
  it('to a full disk: one line, status 1', async () => {
    const { stdout, stderr } = await runInShell('gapscope list tasks > /dev/full; echo $?');
    expect(stdout).toBe('1\n');
    expect(stderr).toMatch(/^gapscope: standard output cannot be written [^\n]*ENOSPC[^\n]*\n$/);
  }, 60_000);

  it('to a reader that has left is no failure', async () => {
    const { stdout, stderr } = await runInShell('gapscope list tasks | true; echo ${PIPESTATUS[0]}');
    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
  }, 60_000);

  it('as a message does not end the work', async () => {
    for (const closed of ['2> >(exec true)', '2> /dev/full', '2>&-']) {
      const { stdout } = await runInShell(`gapscope predict klein-bottle ${closed}; echo $?`);
      expect(stdout).toBe('2\n');
    }
  }, 60_000);

  it('to a folder that cannot be made is told at once', async () => {
    const { status, stderr } = await runCommandLine('history', 'list', '--db', '/proc/nowhere/test.gapscope');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^gapscope: \/proc\/nowhere\/test\.gapscope: [^\n]+\n$/);
  }, 20_000);
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

  const endless = { ...small, sizes: [256, 512], replicates: 5000, testPoints: 100_000, samples: 1000 };

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'sent to the workers as well, as %s: the same',
    async (signal) => {
      const path = sweepFile('endless.json', { ...endless, name: signal, task: 'torus' });
      const own = ['--db', join(folder, `${signal}.gapscope`)];
      const sweep = startCommandLine(['run', path, '--json', ...own]);
      const finished = async (): Promise<number> => {
        const { stdout } = await runCommandLine('history', 'list', '--json', ...own);
        const page = z.object({ sweeps: z.array(z.object({ finished: z.number() })) }).parse(JSON.parse(stdout));
        return page.sweeps[0]?.finished ?? 0;
      };
      while ((await finished()) === 0) await new Promise((resolve) => setTimeout(resolve, 200));
      sweep.signalAll(signal);
      // npm passes on what the terminal has sent already.
      sweep.kill(signal);
      const { status, stdout, stderr } = await sweep.ended;
      expect({ status, stderr }).toMatchObject({ status: 130 });
      expect(stderr).not.toContain('unexpectedly');
      expect(sweepReport.parse(JSON.parse(stdout)).sweep).toMatchObject({ state: 'cancelled', failed: 0 });
    },
    120_000,
  );

  it('ends a measurement with status 130', async () => {
    const long = startCommandLine(['measure', 'task:torus?dimension=3', '--rows', '60000', '--group', 'so2', ...db]);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    long.signalAll('SIGINT');
    expect(await long.ended).toMatchObject({ status: 130, stdout: '' });
  }, 60_000);
});

describe('serving', () => {
  it('warns of an open address even where it is to be quiet, and ends in good order at a repeated signal', async () => {
    const server = startCommandLine(['serve', '--quiet', '--host', '0.0.0.0', ...db]);
    while (!server.stdout().includes('token=')) await new Promise((resolve) => setTimeout(resolve, 50));
    // As npm does it.
    for (let i = 0; i < 3; i++) server.signalAll('SIGINT');
    const { status, stdout, stderr } = await server.ended;
    expect(status).toBe(0);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/);
    expect(stderr).toMatch(/^Listening at 0\.0\.0\.0: [^\n]+ not encrypted\.\n$/);
  }, 60_000);
});

describe('a window of the fit', () => {
  it('without an end is told as one', async () => {
    const rows = [10, 20, 40, 80].map((n) => `${String(n)},${String(1 / n)},0.001`);
    const path = file('short.csv', `n,gap,standardError\n${rows.join('\n')}\n`);
    const { status, stderr } = await runCommandLine('fit', path, '--from', '64');
    expect(status).toBe(2);
    expect(stderr).toMatch(/from n = 64 on; /);
  }, 60_000);
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

describe('predictors', () => {
  it('have a generalization error beside the gap, both with a slope, in JSON, as text and as CSV', async () => {
    const path = sweepFile('predictors.json', {
      task: 'regression?target=twist&frequency=1',
      groups: ['trivial', 'so2'],
      trainers: ['nearest-neighbour'],
      sizes: [16, 32, 64, 128],
      replicates: 4,
      testPoints: 400,
      samples: 1000,
    });
    const report = await json(sweepReport, 'run', path);
    expect(report.curves).toHaveLength(2);
    for (const [index, dimension] of [2, 1].entries()) {
      const curve = report.curves[index];
      // The law of the outputs, uniform on a torus: 4π/n, and π²/n² up to rotations.
      expect(curve?.prediction?.dimension).toBe(dimension);
      expect(curve?.prediction?.laws.iid?.constant).toBeCloseTo(dimension === 2 ? 4 * Math.PI : Math.PI ** 2, 2);
      expect(Math.abs((curve?.fit?.dimension ?? NaN) / dimension - 1)).toBeLessThan(0.3);
      expect(Math.abs((curve?.generalization?.fit?.dimension ?? NaN) / dimension - 1)).toBeLessThan(0.4);
      for (const { gap, generalization = NaN, generalizationStandardError } of curve?.points ?? []) {
        expect(generalization).toBeGreaterThanOrEqual(gap);
        expect(generalizationStandardError).toBeGreaterThan(0);
      }
    }
    const [trivial, turned] = report.curves.map(({ hypotheses }) => hypotheses?.equivarianceError);
    expect(trivial).toBeNull();
    expect(turned).toBeLessThan(1e-20);
    const shown = await runCommandLine('history', 'show', report.sweep.id, ...db);
    expect(shown.stdout).toMatch(/the gap falls as n\^-\S+ \(± \S+\), the generalization error as n\^-/);
    const csv = await runCommandLine('history', 'export', report.sweep.id, '--format', 'csv', ...db);
    const rows = Papa.parse<Record<string, string>>(csv.stdout, { header: true, skipEmptyLines: true }).data;
    expect(rows).toHaveLength(32);
    for (const { generalization } of rows) expect(Number(generalization)).toBeGreaterThan(0);
    const law = await json(prediction, 'predict', 'ambiguous', '--trainer', 'winner-takes-all');
    // Zador's constant of a circle of circumference 2π.
    expect(law.laws.quantisation?.constant).toBeCloseTo((2 * Math.PI) ** 2 / 12, 6);
    const unknown = await runCommandLine('predict', 'regression', '--trainer', 'winner-takes-all', ...db);
    expect({ status: unknown.status, stdout: unknown.stdout }).toEqual({ status: 1, stdout: '' });
    expect(unknown.stderr).toContain('is not known');
  }, 120_000);
});

describe('labels of a data set', () => {
  it('are classes that predictors predict', async () => {
    const path = sweepFile('labels.json', {
      task: 'sample:digits?outputs=labels',
      trainers: ['nearest-neighbour', 'classification?steps=3&width=8&layers=1&batch=16'],
      sizes: [64, 512],
      replicates: 1,
      testPoints: 500,
    });
    const [nearest, learned] = (await json(sweepReport, 'run', path)).curves;
    const errors = (nearest?.points ?? []).map(({ generalization = NaN }) => (500 * generalization) / 2);
    // Of two classes the unit vectors have the squared distance 2, so that wrong answers are counted.
    expect(errors).toHaveLength(2);
    for (const count of errors) expect(count).toBeCloseTo(Math.round(count), 6);
    // Published errors of the nearest neighbour on these digits are 2 % with all 3,823 training points.
    expect(errors[0]).toBeLessThan(0.3 * 500);
    expect(errors[1]).toBeLessThan(0.08 * 500);
    // All ten classes are among 64 digits, so that each test output is that of a training one.
    for (const { gap } of nearest?.points ?? []) expect(gap).toBe(0);
    for (const { gap, generalization = NaN } of learned?.points ?? []) {
      expect(gap).toBeGreaterThan(0);
      expect(generalization).toBeLessThan(2);
    }
  }, 60_000);
});

describe('several hypotheses', () => {
  it('tell how many of them are dead, at each size', async () => {
    const path = sweepFile('dead.json', {
      task: 'circle',
      trainers: ['winner-takes-all?variant=wta&steps=400', 'memoriser'],
      sizes: [4, 8],
      replicates: 2,
      testPoints: 200,
    });
    const report = await json(sweepReport, 'run', path);
    const [winners, memoriser] = report.curves.map(({ hypotheses }) => hypotheses);
    expect(winners).toMatchObject({ verdict: 'not-applicable', memorised: null });
    expect(winners?.sizes.map(({ n }) => n)).toEqual([4, 8]);
    for (const { deadHypotheses } of winners?.sizes ?? []) expect(deadHypotheses).toBeGreaterThanOrEqual(0);
    expect(memoriser?.deadHypotheses).toBeNull();
    const shown = await runCommandLine('history', 'show', report.sweep.id, ...db);
    expect(shown.stdout).toMatch(/dead hypotheses, mean of a run: \d/);
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
