import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoreDimension } from '#contract/results';
import { fixedColumns, runFilter, type RunFilter, type RunRows, type RunSort } from '#contract/runs';
import { sweepDeclaration } from '#contract/sweep';
import { runsAsCsv } from '#main/engine/runs-csv';
import type { NewSweep, Workspace } from '#main/engine/workspace';
import { openWorkspace } from '#main/storage/open-workspace';
import { sampleResult } from './sample-sweep';

/** A run as this test knows it, from what it has put in. */
interface KnownRun {
  readonly key: number;
  readonly id: string;
  /** Rises with each sweep. */
  readonly age: number;
  readonly curve: number;
  readonly values: Readonly<Record<string, string | number | null>>;
  readonly words: readonly string[];
  readonly allTags: readonly string[];
}

const none = runFilter.parse({});
let workspace: Workspace;
let runs: KnownRun[];

/** Gaps that collide, so that ties are met, and some that are missing. */
const gaps = [0.5, 0.25, 0.125, 0.25];
const tasks = ['circle', 'torus?dimension=3', 'torus'] as const;
const trainers = ['memoriser', 'lloyd?restarts=3'];
const groups = ['trivial', 'so2?frequencies=1,2'];

function plannedSweep(index: number): NewSweep {
  const task = tasks[index % tasks.length] ?? 'circle';
  const declaration = sweepDeclaration.parse({
    ...{ name: ['Sweep north', 'Sweep South 100%', '=SUM(A1)'][index % 3] ?? '', task, sizes: [8, 16, 32] },
    ...{ groups, trainers, seed: index, replicates: 2 },
  });
  const curves = trainers.flatMap((trainer) =>
    groups.map((group) => ({ label: `${group}, ${trainer}`, group, trainer })),
  );
  return {
    ...{ id: `sweep-${String(index)}`, declaration, declarationHash: String(index), taskName: task, backend: 'cpu' },
    ...{ created: `2026-01-0${String(1 + index)}T00:00:00.000Z`, curves },
    // Not in the order of the table.
    batches: curves.map((_, curve) => ({
      curve,
      runs: [32, 8, 16].flatMap((n) =>
        [1, 0].map((replicate) => {
          const id = [index, curve, n, replicate].map(String).join('-');
          return { id, hash: `hash ${id}`, n, replicate };
        }),
      ),
    })),
  };
}

beforeAll(async () => {
  workspace = await openWorkspace(':memory:');
  for (let i = 0; i < 5; i++) {
    await workspace.addSweep(plannedSweep(i));
    await fill(`sweep-${String(i)}`, i);
  }
  await workspace.setDeleted('sweep-3', '2026-02-01T00:00:00Z');
  runs = await annotated();
});
afterAll(() => workspace.close());

/** Finishes all but some runs of a sweep. */
async function fill(sweep: string, index: number): Promise<void> {
  for (let batchIndex = 0; ; batchIndex++) {
    const batch = await workspace.claimBatch(sweep, 'me', 0);
    if (batch === null) return;
    for (const [i, { id }] of batch.runs.entries()) {
      if (i === 4) await workspace.storeFailure(batch, { id, error: '-1: it failed' });
      if (i >= 4) continue;
      const gap = gaps[(i + batchIndex) % gaps.length] ?? 0;
      await workspace.storeRun(batch, {
        ...sampleResult(id, gap),
        blobs: [],
        generalization: i === 2 ? null : gap * 3,
        memory: i === 1 ? null : 1000 * index,
        hypotheses:
          i === 0
            ? null
            : {
                ...{ memorised: i / 4, coverage: null, expectedCoverage: null, equivarianceError: gap / 7 },
                ...{ scoreErrors: [], deadHypotheses: null, verdict: i === 1 ? 'fail' : 'hold', detail: '' },
                scoreDimensions: i === 1 ? [] : scoreDimensionsOf(gap),
              },
        series: i === 3 ? [] : [{ name: 'loss', steps: [2, 1], values: [gap + i, 9 - i] }],
      });
    }
    await workspace.closeBatch(batch, 'finished', null);
  }
}

/** At two noise levels, of which the first is the one in the table. */
function scoreDimensionsOf(gap: number): ScoreDimension[] {
  const first = { noise: 0.1, flipd: gap + 1, flipdError: gap / 2, normalBundle: null, normalBundleError: null };
  return [first, { noise: 1, flipd: 7, flipdError: 7, normalBundle: 7, normalBundleError: 7 }];
}

/** Gives some runs and sweeps tags and notes, and answers all runs as they must be found. */
async function annotated(): Promise<KnownRun[]> {
  const table = workspace.runTable;
  const first = await table.query({ filter: none, sort: [], columns: [], from: 0, limit: 1000 });
  const keyOf = new Map(first.ids.map((id, i) => [id, first.keys[i] ?? -1]));
  const known: KnownRun[] = [];
  for (const age of [0, 1, 2, 4]) {
    const sweep = `sweep-${String(age)}`;
    const { summary, declaration } = await workspace.sweep(sweep);
    const sweepTags = age === 1 ? ['good', 'south'] : [];
    for (const tag of sweepTags) expect(await table.tagSweeps([sweep], tag, true)).toEqual([sweep]);
    if (age === 2) await table.noteSweep(sweep, 'look at this again', 'now');
    for (const [position, run] of (await workspace.runs(sweep)).entries()) {
      const key = keyOf.get(run.id);
      if (key === undefined) throw new Error(`The run ${run.id} is not in the table.`);
      const tags = position % 5 === 0 ? ['good'] : position % 7 === 0 ? ['bad', 'odd'] : [];
      for (const tag of tags) expect([...(await table.tagRuns(Int32Array.of(key), tag, true))]).toEqual([key]);
      const note = position === 3 ? 'a note' : null;
      if (note !== null) await table.noteRun(run.id, note, 'now');
      known.push({
        ...{ key, id: run.id, age },
        curve: trainers.indexOf(run.trainer) * groups.length + groups.indexOf(run.group),
        values: {
          ...{ run: run.id, sweepId: sweep, sweep: declaration.name, created: summary.created },
          ...{ task: declaration.task, curve: run.curve, group: run.group, trainer: run.trainer, backend: 'cpu' },
          ...{ state: run.state, error: run.error, hash: run.hash, n: run.n, replicate: run.replicate },
          ...{ gap: run.gap, standardError: run.standardError, generalization: run.generalization },
          generalizationStandardError: run.generalizationStandardError,
          ...{ seconds: run.seconds, memory: run.memory, ...checksOf(run.id) },
          ...{ tags: tags.length === 0 ? null : tags.join(', '), note },
          sweepTags: sweepTags.length === 0 ? null : sweepTags.join(', '),
          sweepNote: age === 2 ? 'look at this again' : null,
          ...{ seed: age, testPoints: 4096, samples: 16_384 },
          ...(declaration.task === 'circle' ? {} : { 'task.dimension': declaration.task === 'torus' ? 2 : 3 }),
          ...(run.group === 'trivial' ? {} : { 'group.frequencies': '1,2' }),
          ...(run.trainer === 'memoriser' ? {} : { 'trainer.restarts': 3 }),
          ...lossesOf(run.id, run.gap),
        },
        words: [declaration.name, declaration.task, run.group, run.trainer, sweep, ...sweepTags, ...tags].concat(
          note ?? [],
          age === 2 ? 'look at this again' : [],
        ),
        allTags: [...sweepTags, ...tags],
      });
    }
  }
  return known.sort((a, b) => compareInTable(a, b));
}

/** Which of its batch's runs it was, in the order in which they were finished: by n and replicate. */
function placeOf(id: string): number {
  const [, , n, replicate] = id.split('-').map(Number);
  return [8, 16, 32].indexOf(n ?? 0) * 2 + (replicate ?? 0);
}

function checksOf(id: string): Record<string, string | number | null> {
  const [, curve] = id.split('-').map(Number);
  const i = placeOf(id);
  const ranks = { normalBundle: null, normalBundleError: null };
  const none = { ...ranks, flipd: null, flipdError: null };
  if (i === 0 || i >= 4) return { ...none, memorised: null, coverage: null, equivarianceError: null, verdict: null };
  const gap = gaps[(i + (curve ?? 0)) % gaps.length] ?? 0;
  const dimensions = i === 1 ? none : { ...ranks, flipd: gap + 1, flipdError: gap / 2 };
  return {
    ...dimensions,
    memorised: i / 4,
    coverage: null,
    equivarianceError: gap / 7,
    verdict: i === 1 ? 'fail' : 'hold',
  };
}

function lossesOf(id: string, gap: number | null): Record<string, number> {
  const i = placeOf(id);
  if (i >= 3 || gap === null) return {};
  // Step 2 was told before step 1.
  const [last, other] = [gap + i, 9 - i];
  return {
    'metrics.loss.last': last,
    'metrics.loss.min': Math.min(last, other),
    'metrics.loss.max': Math.max(last, other),
  };
}

const number = (value: string | number | null | undefined): number => (typeof value === 'number' ? value : NaN);

function compareInTable(a: KnownRun, b: KnownRun): number {
  return (
    b.age - a.age ||
    a.curve - b.curve ||
    number(a.values['n']) - number(b.values['n']) ||
    number(a.values['replicate']) - number(b.values['replicate'])
  );
}

function passes(run: KnownRun, filter: RunFilter): boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => run.id === word || run.words.some((text) => text.toLowerCase().includes(word))) &&
    filter.ranges.every(({ column, from = -Infinity, to = Infinity }) => {
      if (from === -Infinity && to === Infinity) return true;
      const value = number(run.values[column]);
      return value >= from && value <= to;
    }) &&
    filter.choices.every(({ column, values }) => values.includes(run.values[column] ?? null)) &&
    filter.tags.every((tag) => run.allTags.includes(tag))
  );
}

function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  const [x, y] = [String(a).toLowerCase(), String(b).toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

function inOrder(found: readonly KnownRun[], sort: RunSort): KnownRun[] {
  return found.toSorted((a, b) => {
    for (const { column, descending } of sort) {
      const [x, y] = [a.values[column] ?? null, b.values[column] ?? null];
      if (x === null || y === null) {
        if (x !== y) return x === null ? 1 : -1;
        continue;
      }
      const order = compareValues(x, y);
      if (order !== 0) return descending ? -order : order;
    }
    return compareInTable(a, b);
  });
}

const columns = [
  ...fixedColumns.text,
  ...fixedColumns.number,
  ...['seed', 'testPoints', 'samples', 'task.dimension', 'group.frequencies', 'trainer.restarts'],
  ...['metrics.loss.last', 'metrics.loss.min', 'metrics.loss.max', 'no.such.column'],
];
const anyColumn = fc.constantFrom(...columns);
const anyBound = fc.option(fc.constantFrom(-1, 0, 0.125, 0.25, 0.5, 1, 2, 8, 16, 1000, 5000), { nil: undefined });
const anyFilter: fc.Arbitrary<RunFilter> = fc.record({
  text: fc.constantFrom(
    '',
    '',
    'north',
    'SOUTH',
    '100%',
    '_',
    'again look',
    'so2 lloyd',
    'good',
    'sweep-1',
    '1-0-8-0',
    '\\',
  ),
  ranges: fc.array(
    fc.tuple(anyColumn, anyBound, anyBound).map(([column, from, to]) => ({
      column,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })),
    { maxLength: 2 },
  ),
  choices: fc.array(
    fc.oneof(
      fc.record({
        column: fc.constantFrom('state', 'verdict', 'group', 'tags', 'group.frequencies'),
        values: fc.subarray(['finished', 'failed', 'hold', 'fail', 'trivial', 'good', '1,2', null]),
      }),
      fc.record({
        column: fc.constantFrom('n', 'replicate', 'seed', 'gap', 'task.dimension', 'metrics.loss.last'),
        values: fc.subarray([0, 1, 2, 3, 8, 16, 0.25, 1.5, null]),
      }),
    ),
    { maxLength: 2 },
  ),
  tags: fc.subarray(['good', 'bad', 'south', 'missing'], { maxLength: 2 }),
});
const anySort: fc.Arbitrary<RunSort> = fc.array(fc.record({ column: anyColumn, descending: fc.boolean() }), {
  maxLength: 3,
});

/** The rows as records, to be compared. */
function records({ ids, cells }: RunRows): Record<string, string | number | null>[] {
  return ids.map((_, row) =>
    Object.fromEntries(
      Object.entries(cells).map(([column, list]) => {
        const value = list[row] ?? null;
        return [column, typeof value === 'number' && Number.isNaN(value) ? null : value];
      }),
    ),
  );
}

const expected = (run: KnownRun): Record<string, string | number | null> =>
  Object.fromEntries(columns.map((column) => [column, run.values[column] ?? null]));

describe('the table of runs', () => {
  it('has every run of the sweeps that are not deleted, with all their values, newest sweep first', async () => {
    const all = await workspace.runTable.query({ filter: none, sort: [], columns, from: 0, limit: 1000 });
    expect(all.total).toBe(4 * 4 * 6);
    expect(all.matching).toBe(all.total);
    expect(records(all)).toEqual(runs.map(expected));
    expect([...all.keys]).toEqual(runs.map(({ key }) => key));
  });

  it('is filtered, sorted and cut into pages as one would do it by hand', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFilter,
        anySort,
        fc.nat(40),
        fc.integer({ min: 1, max: 30 }),
        async (filter, sort, from, limit) => {
          const wanted = inOrder(
            runs.filter((run) => passes(run, filter)),
            sort,
          );
          const page = await workspace.runTable.query({ filter, sort, columns: ['gap'], from, limit });
          expect(page.matching).toBe(wanted.length);
          expect(page.ids).toEqual(wanted.slice(from, from + limit).map(({ id }) => id));
          expect([...(await workspace.runTable.order(filter, sort))]).toEqual(wanted.map(({ key }) => key));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('gives rows in the order in which they are asked for, without those that are gone', async () => {
    const [a, b, c] = [runs[40], runs[3], runs[17]];
    if (a === undefined || b === undefined || c === undefined) throw new Error('too few runs');
    const found = await workspace.runTable.rows(Int32Array.of(a.key, 999_999, b.key, c.key), columns);
    expect(records(found)).toEqual([a, b, c].map(expected));
    expect(found.sweeps).toEqual([a, b, c].map(({ values }) => values['sweepId']));
  });

  it('knows which columns there are, and their values', async () => {
    const known = new Map((await workspace.runTable.columns()).map((column) => [column.column, column]));
    for (const column of columns.filter((name) => name !== 'no.such.column'))
      expect([...known.keys()]).toContain(column);
    expect(known.get('task.dimension')).toMatchObject({
      kind: 'number',
      source: 'setting',
      values: [2, 3],
      distinct: 2,
    });
    expect(known.get('group.frequencies')).toMatchObject({ kind: 'text', values: ['1,2'] });
    // The deleted sweep's seed is 3.
    expect(known.get('seed')?.values).toEqual([0, 1, 2, 4]);
    expect(known.get('task')?.values).toEqual(['circle', 'torus', 'torus?dimension=3']);
    expect(known.get('metrics.loss.max')).toMatchObject({ kind: 'number', source: 'metric' });
    expect(known.get('tags')?.values).toEqual(['bad', 'good', 'odd']);
  });

  it.each(['curve', 'size'] as const)('takes the runs of a %s together', async (by) => {
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const wanted = new Map<string, KnownRun[]>();
        for (const run of runs.filter((one) => passes(one, filter))) {
          const group = JSON.stringify([run.age, run.curve, by === 'size' ? run.values['n'] : 0]);
          wanted.set(group, [...(wanted.get(group) ?? []), run]);
        }
        const found = await workspace.runTable.groups(filter, by, ['gap', 'metrics.loss.last', 'verdict']);
        expect(found.sweeps).toEqual([...wanted.values()].map(([run]) => run?.values['sweepId']));
        for (const [g, members] of [...wanted.values()].entries()) {
          expect(found.runs[g]).toBe(members.length);
          expect(found.smallest[g]).toBe(members[0]?.values['n']);
          expect(found.largest[g]).toBe(members.at(-1)?.values['n']);
          const values = members.map(({ values }) => values['gap']).filter((gap) => typeof gap === 'number');
          const { mean, halfWidth, count } = found.means['gap'] ?? {};
          expect(count?.[g]).toBe(values.length);
          const average = values.reduce((a, b) => a + b, 0) / values.length;
          if (values.length === 0) expect(mean?.[g]).toBeNaN();
          else expect(mean?.[g]).toBeCloseTo(average, 12);
          // Student's 97.5 % points with 1 … 4 degrees of freedom, from printed tables.
          const student = [NaN, NaN, 12.706205, 4.302653, 3.182446, 2.776445][values.length] ?? NaN;
          const variance = values.reduce((sum, x) => sum + (x - average) ** 2, 0) / (values.length - 1);
          if (values.length < 2) expect(halfWidth?.[g]).toBeNaN();
          else expect(halfWidth?.[g]).toBeCloseTo(student * Math.sqrt(variance / values.length), 6);
          expect(found.means['verdict']?.count[g]).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('takes together more runs than are read at once, and answers others in between', async () => {
    const large = await openWorkspace(':memory:');
    const sizes = Array.from({ length: 5 }, (_, i) => 8 * (i + 1));
    const planned = plannedSweep(0);
    const [curve] = planned.curves;
    if (curve === undefined) throw new Error('There is no curve.');
    const replicates = 1100;
    const all = sizes.flatMap((n) =>
      Array.from({ length: replicates }, (_, replicate) => {
        const id = `${String(n)}-${String(replicate)}`;
        return { id, hash: id, n, replicate };
      }),
    );
    await large.addSweep({ ...planned, curves: [curve], batches: [{ curve: 0, runs: all }] });
    let answered = false;
    setImmediate(() => (answered = true));
    const bySize = large.runTable.groups(none, 'size', ['replicate']);
    expect((await bySize).runs).toEqual(Int32Array.from(sizes, () => replicates));
    expect(answered).toBe(true);
    expect((await bySize).smallest).toEqual(Int32Array.from(sizes));
    const byCurve = await large.runTable.groups(none, 'curve', ['replicate', 'n']);
    expect(byCurve.runs).toEqual(Int32Array.of(5 * replicates));
    expect(byCurve.means['replicate']?.mean[0]).toBeCloseTo((replicates - 1) / 2, 9);
    expect(byCurve.means['n']?.mean[0]).toBeCloseTo(24, 9);
    expect([byCurve.smallest[0], byCurve.largest[0]]).toEqual([8, 40]);
    await large.close();
  });

  it('names the sweeps of runs, with all the runs that they have', async () => {
    const keys = Int32Array.from([runs[0], runs[1], runs.at(-1)], (run) => run?.key ?? -1);
    expect(await workspace.runTable.sweepsOf(keys)).toEqual([
      { id: 'sweep-4', name: 'Sweep South 100%', runs: 24 },
      { id: 'sweep-0', name: 'Sweep north', runs: 24 },
    ]);
  });

  it('is written as CSV that no spreadsheet runs, and whose numbers are read back as they were', async () => {
    const chosen = runs.filter(({ age, curve }) => age === 2 && curve === 0);
    const keys = Int32Array.from(chosen, ({ key }) => key);
    const text = await runsAsCsv(workspace.runTable, keys, true);
    const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(data).toHaveLength(chosen.length);
    for (const [i, line] of data.entries())
      for (const [column, cell] of Object.entries(line)) {
        const value = chosen[i]?.values[column] ?? null;
        if (value === null) expect(cell).toBe('');
        else if (typeof value === 'number') expect(Number(cell)).toBe(value);
        else expect(cell).toBe(/^[=-]/.test(value) ? `'${value}` : value);
      }
    expect(data[0]?.['sweep']).toBe("'=SUM(A1)");
    expect(data.some(({ error }) => error === "'-1: it failed")).toBe(true);
    expect((await runsAsCsv(workspace.runTable, keys, false)).trimEnd().split('\n')).toHaveLength(chosen.length);
  });
});

describe('tags, notes and views', () => {
  it('say what they have changed, so that it can be undone exactly', async () => {
    const table = workspace.runTable;
    const keys = Int32Array.from(runs.slice(0, 12), ({ key }) => key);
    const changed = await table.tagRuns(keys, 'good', true);
    // Every fifth run of a sweep had it.
    expect(changed).toHaveLength(12 - runs.slice(0, 12).filter(({ values }) => values['tags'] === 'good').length);
    expect(await table.tagRuns(keys, 'good', true)).toHaveLength(0);
    expect([...(await table.tagRuns(changed, 'good', false))].sort()).toEqual([...changed].sort());
    const after = await table.query({ filter: none, sort: [], columns: ['tags'], from: 0, limit: 1000 });
    expect(after.cells['tags']).toEqual(runs.map(({ values }) => values['tags']));
    expect(await table.tagSweeps(['sweep-1', 'sweep-2', 'none'], 'good', true)).toEqual(['sweep-2']);
    expect(await table.tagSweeps(['sweep-2'], 'good', false)).toEqual(['sweep-2']);
  });

  it('refuse notes on what is not there, and remove those that are emptied', async () => {
    const table = workspace.runTable;
    await expect(table.noteRun('none', 'x', 'now')).rejects.toMatchObject({ code: 'not-found' });
    await expect(table.noteSweep('none', 'x', 'now')).rejects.toMatchObject({ code: 'not-found' });
    const id = runs[0]?.id ?? '';
    await table.noteRun(id, 'first', 'now');
    await table.noteRun(id, 'second', 'now');
    const noteOf = async (): Promise<unknown> =>
      (await table.rows(Int32Array.of(runs[0]?.key ?? 0), ['note'])).cells['note'];
    expect(await noteOf()).toEqual(['second']);
    await table.noteRun(id, '', 'now');
    expect(await noteOf()).toEqual(Float64Array.of(NaN));
  });

  it('keep views by their id', async () => {
    const table = workspace.runTable;
    await table.saveView({ id: 'b', name: 'second', state: '{}' });
    await table.saveView({ id: 'a', name: 'First', state: '{}' });
    await table.saveView({ id: 'b', name: 'renamed', state: '{"x":1}' });
    expect(await table.views()).toEqual([
      { id: 'a', name: 'First', state: '{}' },
      { id: 'b', name: 'renamed', state: '{"x":1}' },
    ]);
    await table.deleteView('a');
    expect((await table.views()).map(({ id }) => id)).toEqual(['b']);
  });
});
