import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { type CommandName, commands, type RequestOf, type ResponseOf } from '#contract/commands';
import type { SweepDeclarationInput } from '#contract/sweep';
import { resolveGroup } from '#core/groups/registry';
import { rowOf, type Points } from '#core/mathematics/points';
import { analyticDiffusion } from '#core/trainers/analytic-diffusion';
import { memoriser } from '#core/trainers/memoriser';
import type { Trainer, TrainerDefinition } from '#core/trainers/define-trainer';
import { decodeMessage, encodeMessage } from '#contract/message-codec';
import type { Engine } from '#main/engine/create-engine';
import { fromWireError } from '#main/engine/wire-errors';
import { engineHere } from './engine-here';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-orbits-'));
const opened: Engine[] = [];
let files = 0;
let jobs = 0;

afterEach(async () => {
  vi.restoreAllMocks();
  for (const engine of opened.splice(0)) await engine.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(path = join(folder, `${String(++files)}.gapscope`)) {
  const engine = engineHere(path);
  opened.push(engine);
  const ask = async <Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>> => {
    const reply = await engine.call(name, request);
    if (!reply.ok) throw fromWireError(reply.error);
    // As it crosses the wire.
    return commands[name].response.parse(decodeMessage(encodeMessage(reply.value))) as ResponseOf<Name>;
  };
  return {
    path,
    ask,
    /** Runs a sweep and answers its runs. */
    async runs(declaration: SweepDeclarationInput): Promise<ResponseOf<'history.runs'>> {
      const { id } = await ask('sweep.start', { declaration });
      for (;;) {
        const { sweep } = await ask('history.show', { id });
        if (sweep.state !== 'queued' && sweep.state !== 'running') break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return ask('history.runs', { id });
    },
    show: (run: string) => ask('orbits.show', { job: `show ${String(++jobs)}`, run }),
    measure: (run: string, under: 'group' | 'identity' = 'group') =>
      ask('orbits.measure', { job: `measure ${String(++jobs)}`, run, under }),
  };
}

/** Every training set that an algorithm is given from now on. */
function watched(definition: Pick<TrainerDefinition, 'create'>): Points[] {
  const seen: Points[] = [];
  const { create } = definition;
  vi.spyOn(definition, 'create').mockImplementation((parameters): Trainer => {
    const trainer = create(parameters);
    return {
      ...trainer,
      train(batch, work) {
        seen.push(...batch.map(({ training }) => training));
        return trainer.train(batch, work);
      },
    };
  });
  return seen;
}

const torus = {
  task: 'torus?dimension=2',
  groups: ['so2'],
  sizes: [24],
  replicates: 2,
  testPoints: 50,
  samples: 300,
} as const;

describe('the space of a stored run', () => {
  it.each([
    ['memoriser', memoriser as Pick<TrainerDefinition, 'create'>, 'prediction-set', 24],
    ['analytic-diffusion?steps=60', analyticDiffusion as Pick<TrainerDefinition, 'create'>, 'samples', 256],
  ])('of %s has the training points of then, bit for bit', async (trainer, definition, kind, count) => {
    const seen = watched(definition);
    const first = open();
    const runs = await first.runs({ ...torus, groups: [...torus.groups], sizes: [24], trainers: [trainer] });
    // Reopened by another engine, as after a restart.
    const again = open(first.path);
    for (const [i, run] of runs.entries()) {
      const space = await again.show(run.id);
      expect(space).toMatchObject({ run, problem: null, dimension: 4, symmetric: true, layout: { kind: 'plain' } });
      expect(space.training).toMatchObject({ count: 24, of: 24, values: seen[i]?.values });
      expect(space.test).toMatchObject({ count: 50, of: 50 });
      expect(space.outputs).toMatchObject({ kind, count, dimension: 4, hypotheses: 1 });
      if (kind === 'prediction-set') expect(space.outputs?.values).toEqual(Float32Array.from(seen[i]?.values ?? []));
      expect(space.group).toMatchObject({ reference: 'so2', exact: true });
      expect(space.components.shares).toHaveLength(4);
      expect(space.components.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    }
  });

  it('is found for a run that was taken over from another sweep', async () => {
    const engine = open();
    const declaration = { ...torus, groups: ['so2'], sizes: [24], trainers: ['analytic-diffusion?steps=60'] };
    const [original] = await engine.runs(declaration);
    const [taken] = await engine.runs({ ...declaration, name: 'The same once more' });
    const [third] = await engine.runs({ ...declaration, name: 'And again' });
    if (original === undefined || taken === undefined || third === undefined) throw new Error('There are no runs.');
    expect(taken.id).not.toBe(original.id);
    const { outputs, training } = await engine.show(original.id);
    for (const run of [taken, third]) {
      const space = await engine.show(run.id);
      expect(space.outputs).toEqual(outputs);
      expect(space.training).toEqual(training);
      expect(space.sweep.id).toBe(run.sweepId);
    }
  });

  it('keeps its samples when its data file is gone or has changed, and says so', async () => {
    const engine = open();
    const data = join(folder, 'data.csv');
    const rows = Array.from({ length: 90 }, (_, i) => [Math.cos(i), Math.sin(i), i / 90].join(','));
    writeFileSync(data, rows.join('\n'));
    const declaration = {
      task: `data-set?path=${data}`,
      groups: ['so2?planes=0-1'],
      trainers: ['analytic-diffusion?steps=40'],
      sizes: [20],
      replicates: 1,
      testPoints: 30,
      samples: 64,
    };
    const [run] = await engine.runs(declaration);
    if (run === undefined) throw new Error('There is no run.');
    const whole = await engine.show(run.id);
    expect(whole.training?.count).toBe(20);
    // A worker keeps the data set that it has read last: let it read another.
    const forget = async (): Promise<void> => {
      const other = join(folder, 'other.csv');
      writeFileSync(other, rows.slice(0, 40).join('\n'));
      const task = `data-set?path=${other}`;
      await engine.runs({ task, sizes: [4], replicates: 1, testPoints: 4, name: String(++jobs), seed: jobs });
    };
    await forget();
    writeFileSync(data, [...rows, '0,0,0'].join('\n'));
    const changed = await engine.show(run.id);
    expect(changed.problem).toContain('have changed');
    expect(changed).toMatchObject({ training: null, test: null, outputs: whole.outputs });
    unlinkSync(data);
    const gone = await engine.show(run.id);
    expect(gone.problem).toContain('data.csv');
    expect(gone).toMatchObject({ training: null, outputs: whole.outputs, dimension: 3 });
    expect(gone.group?.reference).toBe('so2?planes=0-1');
    await expect(engine.measure(run.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of a run that came with an imported sweep has its training points, and no samples', async () => {
    const first = open();
    const runs = await first.runs({ ...torus, groups: ['so2'], sizes: [24], trainers: ['memoriser'] });
    const { text } = await first.ask('history.export', { id: runs[0]?.sweepId ?? '', format: 'json' });
    const other = open();
    await other.ask('history.import', { text });
    const space = await other.show(runs[0]?.id ?? '');
    expect(space.outputs).toBeNull();
    expect(space.training?.values).toEqual((await first.show(runs[0]?.id ?? '')).training?.values);
    const { outputs, spacing } = await other.measure(runs[0]?.id ?? '');
    expect(outputs).toBeNull();
    expect(spacing?.distances).toHaveLength(24);
  });

  it('of a predictor has its predictions beside the inputs that they were made at', async () => {
    const engine = open();
    const [run] = await engine.runs({
      task: 'regression?input=circle',
      trainers: ['nearest-neighbour'],
      groups: ['trivial'],
      sizes: [40],
      replicates: 1,
      testPoints: 30,
      samples: 100,
    });
    if (run === undefined) throw new Error('There is no run.');
    expect(run.error).toBeNull();
    const { outputs, training, layout } = await engine.show(run.id);
    if (outputs === null || training === null || layout.kind !== 'pair') throw new Error('There are no pairs.');
    expect(outputs).toMatchObject({ kind: 'predicted-pairs', count: 130, of: 130 });
    // The prediction at an input is the output of the training pair whose input is nearest.
    for (let i = 0; i < outputs.count; i++) {
      const pair = rowOf(outputs, i);
      const distance = (j: number): number =>
        Math.hypot(...Array.from({ length: layout.inputs }, (_, k) => (pair[k] ?? 0) - (rowOf(training, j)[k] ?? 0)));
      const nearest = Array.from({ length: 40 }, (_, j) => j).reduce((a, b) => (distance(b) < distance(a) ? b : a));
      for (let k = layout.inputs; k < pair.length; k++)
        expect(pair[k]).toBeCloseTo(rowOf(training, nearest)[k] ?? 0, 6);
    }
  });

  it('of no run that there is', async () => {
    await expect(open().show('nothing')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the distances of a stored run', () => {
  it('are those to the nearest orbit, by brute force over all training points', async () => {
    const engine = open();
    const [run] = await engine.runs({
      ...torus,
      groups: ['so2'],
      sizes: [24],
      trainers: ['analytic-diffusion?steps=60'],
    });
    if (run === undefined) throw new Error('There is no run.');
    const { training, outputs, test, hypotheses } = await engine.show(run.id);
    if (training === null || outputs === null || test === null) throw new Error('There are no points.');
    for (const under of ['group', 'identity'] as const) {
      const { group } = resolveGroup(under === 'group' ? 'so2' : 'trivial', { ambientDimension: 4 });
      const distance = (y: Points, i: number, j: number): number => {
        const [a, b] = [rowOf(y, i), rowOf(training, j)];
        const moved = new Float64Array(4);
        group.act(group.alignPair(a, b).element, b, moved);
        return Math.hypot(...Array.from(a, (value, k) => value - (moved[k] ?? 0)));
      };
      const measured = await engine.measure(run.id, under);
      const check = (set: Points, found: typeof measured.test, self: boolean): void => {
        expect(found.places).toHaveLength(set.count);
        for (const [i, place] of found.places.entries()) {
          const all = Array.from({ length: 24 }, (_, j) => (self && j === place ? Infinity : distance(set, place, j)));
          expect(found.distances[i]).toBeCloseTo(Math.min(...all), 5);
          expect(all[found.nearest[i] ?? -1]).toBeCloseTo(Math.min(...all), 5);
        }
      };
      if (measured.outputs === null || measured.spacing === null) throw new Error('Nothing was measured.');
      check(outputs, measured.outputs, false);
      check(test, measured.test, false);
      check(training, measured.spacing, true);
      const mean = measured.spacing.distances.reduce((sum, value) => sum + value / 24, 0);
      expect(measured.meanSpacing).toBeCloseTo(mean, 12);
      expect(measured.threshold).toBeCloseTo(0.1 * mean, 12);
      // All samples were kept, so that the shares are those that were stored with the run.
      if (under === 'identity') continue;
      expect(measured.memorised).toBeCloseTo(hypotheses?.memorised ?? NaN, 6);
      expect(measured.covered).toBeCloseTo(hypotheses?.coverage ?? NaN, 6);
    }
  });

  it('of the memoriser are nought, and their mean square at test points is its gap', async () => {
    const engine = open();
    const [run] = await engine.runs({ ...torus, groups: ['so2'], sizes: [24], trainers: ['memoriser'] });
    const { outputs, test } = await engine.measure(run?.id ?? '');
    expect(Math.max(...(outputs?.distances ?? [NaN]))).toBeLessThan(1e-3);
    const gap = test.distances.reduce((sum, distance) => sum + distance ** 2 / test.distances.length, 0);
    expect(gap / (run?.gap ?? NaN)).toBeCloseTo(1, 8);
  });
});
