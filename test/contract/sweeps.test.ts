import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { type CommandName, commands, type RequestOf, type ResponseOf } from '#contract/commands';
import { type EventName, type EventOf, events } from '#contract/events';
import type { SweepSummary } from '#contract/sweep';
import { CancelledError, ExpectedError } from '#core/errors';
import type { Trainer } from '#core/trainers/define-trainer';
import { memoriser } from '#core/trainers/memoriser';
import type { Checkpoint } from '#main/engine/checkpoint';
import type { Engine } from '#main/engine/create-engine';
import { fromWireError } from '#main/engine/wire-errors';
import { WorkerCrashedError } from '#main/engine/worker-pool';
import type { Workspace } from '#main/engine/workspace';
import { openWorkspace } from '#main/storage/open-workspace';
import { engineHere, type Training } from './engine-here';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-sweeps-'));
const opened: Engine[] = [];
let files = 0;
const newPath = (): string => join(folder, `${String(++files)}.gapscope`);

afterEach(async () => {
  vi.restoreAllMocks();
  for (const engine of opened.splice(0)) await engine.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(path: string, options?: Parameters<typeof engineHere>[1]) {
  const engine = engineHere(path, options);
  opened.push(engine);
  const heard: [string, unknown, number][] = [];
  engine.onEvent((name, payload) => void heard.push([name, payload, performance.now()]));
  return {
    async ask<Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>> {
      const reply = await engine.call(name, request);
      if (!reply.ok) throw fromWireError(reply.error);
      return commands[name].response.parse(reply.value) as ResponseOf<Name>;
    },
    heard<Name extends EventName>(name: Name): { readonly at: number; readonly event: EventOf<Name> }[] {
      return heard
        .filter(([other]) => other === name)
        .map(([, payload, at]) => ({ at, event: events[name].parse(payload) as EventOf<Name> }));
    },
    async ended(id: string): Promise<SweepSummary> {
      for (;;) {
        const found = heard.findLast(
          ([name, payload]) => name === 'sweep.changed' && (payload as SweepSummary).id === id,
        );
        const summary = found?.[1] as SweepSummary | undefined;
        if (summary !== undefined && summary.state !== 'running' && summary.state !== 'queued') return summary;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

/** Two batches: the second run of the larger size is one by itself. */
const declaration = { task: 'circle', sizes: [8, 2000], replicates: 2, testPoints: 64, samples: 9000 };

const patient = { timeout: 20_000, interval: 50 };

/** Training that waits until it is cancelled. */
const forever: Training = (_request, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new CancelledError())));

/** A workspace with some of its methods replaced. */
const withMethods =
  (methods: (workspace: Workspace) => Partial<Workspace>) =>
  async (path: string): Promise<Workspace> => {
    const workspace = await openWorkspace(path);
    const replaced = methods(workspace);
    return new Proxy(workspace, {
      get(target, name) {
        const value: unknown = Reflect.get(Object.hasOwn(replaced, name) ? replaced : target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };

describe('a run whose training fails', () => {
  it('fails alone, with its reason, and alone is tried again', async () => {
    const trainer: Trainer = {
      law: null,
      generator: false,
      train: (batch) =>
        Promise.resolve(
          batch.map(({ training }) =>
            training.count === 16
              ? { failed: 'The loss was no longer a number.' }
              : { predictionSet: training, closed: 'group' as const },
          ),
        ),
    };
    const create = vi.spyOn(memoriser, 'create').mockReturnValue(trainer);
    const trained: number[] = [];
    const engine = open(newPath(), {
      training: (request, _options, run) => {
        trained.push(...request.runs.map(({ n }) => n));
        return run();
      },
    });
    const { id } = await engine.ask('sweep.start', { declaration: { ...declaration, sizes: [8, 16, 32] } });
    expect(await engine.ended(id)).toMatchObject({ state: 'failed', runs: 6, finished: 4, failed: 2 });
    const runs = await engine.ask('history.runs', { id });
    for (const { n, state, error } of runs)
      expect({ state, error }).toEqual(
        n === 16 ? { state: 'failed', error: 'The loss was no longer a number.' } : { state: 'finished', error: null },
      );
    create.mockRestore();
    trained.length = 0;
    await engine.ask('sweep.resume', { id });
    await vi.waitFor(async () => {
      expect((await engine.ask('history.show', { id })).sweep).toMatchObject({ state: 'finished', finished: 6 });
    }, patient);
    expect(trained).toEqual([16, 16]);
  });
});

describe('a sweep of a data set', () => {
  const rows = (columns: number): string =>
    Array.from({ length: 600 / columns }, (_, row) =>
      Array.from({ length: columns }, (_unused, column) => String(Math.sin(row * columns + column + 1))).join(','),
    ).join('\n');
  const own = (path: string) => ({ ...declaration, task: `data-set?path=${path}`, sizes: [8, 200], samples: 90_000 });

  it('is not gone on with once its file has changed, were it only by its shape', async () => {
    const path = join(folder, 'changing.csv');
    writeFileSync(path, rows(2));
    let training: Training = forever;
    const engine = open(newPath(), { training: (...job) => training(...job) });
    const { id } = await engine.ask('sweep.start', { declaration: own(path) });
    await engine.ask('sweep.cancel', { id });
    writeFileSync(path, rows(2).replace('0.8', '0.9'));
    await expect(engine.ask('sweep.resume', { id })).rejects.toMatchObject({ code: 'does-not-fit' });
    // The same numbers in another order of rows and columns.
    writeFileSync(path, rows(3));
    await expect(engine.ask('sweep.resume', { id })).rejects.toMatchObject({ code: 'too-few-points' });
    await expect(engine.ask('sweep.preview', { declaration: { ...own(path), sizes: [8] } })).resolves.toMatchObject({
      alreadyDone: 0,
    });
    writeFileSync(path, rows(2));
    training = (_request, _options, run) => run();
    expect(await engine.ask('sweep.resume', { id })).toMatchObject({ state: 'running' });
    await vi.waitFor(async () => {
      expect((await engine.ask('history.show', { id })).sweep.state).toBe('finished');
    }, patient);
  });

  it('remembers where the file lies, and reads it once', async () => {
    const path = join(folder, 'once.csv');
    writeFileSync(path, rows(2));
    let done = 0;
    const engine = open(newPath(), {
      async training(_request, _options, run) {
        const outcomes = await run();
        // Both lanes have begun by then.
        if (++done === 2) unlinkSync(path);
        return outcomes;
      },
    });
    const { id } = await engine.ask('sweep.start', { declaration: { ...own(relative('.', path)), replicates: 4 } });
    expect(await engine.ended(id)).toMatchObject({ state: 'finished' });
    expect(done).toBeGreaterThan(2);
    const { sweep } = await engine.ask('history.show', { id });
    expect(isAbsolute(sweep.declaration.task.replace('data-set?path=', ''))).toBe(true);
  });

  it('that changes while it runs fails rather than mixing two data sets', async () => {
    const path = join(folder, 'mixed.csv');
    writeFileSync(path, rows(2));
    const engine = open(newPath(), {
      training(_request, _options, run) {
        writeFileSync(path, rows(2).replace('0.8', '0.9'));
        return run();
      },
    });
    const { id } = await engine.ask('sweep.start', { declaration: own(path) });
    expect(await engine.ended(id)).toMatchObject({ state: 'failed', finished: 0 });
    expect((await engine.ask('history.runs', { id }))[0]?.error).toContain('changed');
  });
});

describe('the backend of a sweep', () => {
  it("is what 'auto' meant when it was started, also for what is known already", async () => {
    const engine = open(newPath());
    const { id } = await engine.ask('sweep.start', { declaration });
    expect(await engine.ended(id)).toMatchObject({ state: 'finished', backend: 'cpu' });
    expect(await engine.ask('sweep.preview', { declaration: { ...declaration, backend: 'cpu' } })).toMatchObject({
      alreadyDone: 4,
    });
  });
});

describe('a sweep that meets difficulties', () => {
  it('stops all its lanes where one fails, and can be resumed', async () => {
    let broken = true;
    const started: number[] = [];
    const engine = open(newPath(), {
      training(request, options, run) {
        started.push(request.runs.length);
        return broken && started.length > 1 ? forever(request, options, run) : run();
      },
      openWorkspace: withMethods((workspace) => ({
        storeRun: (...stored) =>
          broken ? Promise.reject(new Error('A defect of the storage')) : workspace.storeRun(...stored),
      })),
    });
    const { id } = await engine.ask('sweep.start', { declaration });
    expect(await engine.ended(id)).toMatchObject({ state: 'interrupted', finished: 0 });
    expect(engine.heard('notice').at(-1)?.event.message).toContain('A defect of the storage');
    const states = (await engine.ask('history.runs', { id })).map(({ state }) => state);
    expect(states.filter((state) => state === 'running' || state === 'failed')).toEqual([]);
    broken = false;
    await engine.ask('sweep.resume', { id });
    await vi.waitFor(async () => {
      expect((await engine.ask('history.show', { id })).sweep.state).toBe('finished');
    }, patient);
  });

  it('is not finished where another engine took its lease away', async () => {
    const path = newPath();
    const engine = open(path, {
      async training(_request, _options, run) {
        const outcomes = await run();
        const other = await openWorkspace(path);
        await other.interruptAbandoned(() => true);
        await other.close();
        return outcomes;
      },
    });
    const { id } = await engine.ask('sweep.start', { declaration });
    const summary = await engine.ended(id);
    expect(summary.state).toBe('interrupted');
    expect(summary.finished).toBeLessThan(summary.runs);
  });

  it('waits where the workspace is locked or full for a while, and loses nothing', async () => {
    let refusals = 2;
    const refuse = (): Promise<never> => Promise.reject(new ExpectedError('unavailable', 'The disk is full.'));
    const engine = open(newPath(), {
      openWorkspace: withMethods((workspace) => ({
        heartbeat: refuse,
        storeRun: (...stored) => (refusals-- > 0 ? refuse() : workspace.storeRun(...stored)),
        closeBatch: (...closed) => (refusals-- > 0 ? refuse() : workspace.closeBatch(...closed)),
      })),
    });
    const { id } = await engine.ask('sweep.start', { declaration });
    expect(await engine.ended(id)).toMatchObject({ state: 'finished', finished: 4, failed: 0 });
  }, 20_000);

  it('ends as interrupted where the workspace stays full, and is nobody’s afterwards', async () => {
    let full = true;
    const engine = open(newPath(), {
      openWorkspace: withMethods((workspace) => {
        const refused =
          <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
          (...args: Args): Promise<Result> =>
            full ? Promise.reject(new ExpectedError('unavailable', 'The disk is full.')) : act(...args);
        return {
          storeRun: refused((...stored) => workspace.storeRun(...stored)),
          closeBatch: refused((...closed) => workspace.closeBatch(...closed)),
          releaseBatches: refused((...released) => workspace.releaseBatches(...released)),
          endSweep: refused((...ending) => workspace.endSweep(...ending)),
        };
      }),
    });
    const { id } = await engine.ask('sweep.start', { declaration });
    expect(await engine.ended(id)).toMatchObject({ state: 'interrupted' });
    expect(engine.heard('notice')).toHaveLength(1);
    full = false;
    await vi.waitFor(async () => {
      const { state } = await engine.ask('sweep.resume', { id });
      expect(state).toBe('finished');
    }, patient);
  }, 60_000);
});

describe('a sweep of an engine that was killed', () => {
  /** A sweep that another engine runs, and a way to kill that. */
  async function runningElsewhere(path: string): Promise<{ id: string; kill(): void }> {
    const first = open(path, { training: forever });
    const { id } = await first.ask('sweep.start', { declaration });
    await vi.waitFor(async () => {
      expect((await first.ask('history.runs', { id })).some(({ state }) => state === 'running')).toBe(true);
    });
    return {
      id,
      kill() {
        const database = new Database(path);
        for (const table of ['sweeps', 'batches'])
          database.prepare(`UPDATE ${table} SET owner = ? WHERE owner IS NOT NULL`).run(`${hostname()}/999999999/1/x`);
        database.close();
      },
    };
  }

  it('can be resumed from an engine that is open already, and not before', async () => {
    const path = newPath();
    const engine = open(path);
    await engine.ask('history.list', {});
    const { id, kill } = await runningElsewhere(path);
    await expect(engine.ask('sweep.resume', { id })).rejects.toMatchObject({ code: 'unavailable' });
    kill();
    await engine.ask('sweep.resume', { id });
    await vi.waitFor(async () => {
      expect((await engine.ask('history.show', { id })).sweep).toMatchObject({ state: 'finished', finished: 4 });
    }, patient);
  });

  it('can be cancelled from there', async () => {
    const path = newPath();
    const engine = open(path);
    await engine.ask('history.list', {});
    const { id, kill } = await runningElsewhere(path);
    kill();
    expect(await engine.ask('sweep.cancel', { id })).toMatchObject({ state: 'cancelled' });
    expect(engine.heard('sweep.changed').some(({ event }) => event.id === id)).toBe(true);
  });
});

/** As a worker would tell of a training in the middle of its batch. */
const checkpointAt = (step: number): Checkpoint => ({
  key: 'training',
  seconds: step,
  state: {
    ...{ replicas: ['a'], step, steps: 100, tensors: { parameters: Float32Array.of(step) } },
    ...{ recorded: [], losses: [[]], failed: [null], since: 0, bytes: 0 },
  },
});

describe('a worker that dies', () => {
  const single = { ...declaration, sizes: [8], replicates: 1 };
  /** Dies as often as told, each time ten steps after the checkpoint that it was given. */
  const dying = (times: number) => {
    const given: number[][] = [];
    const training: Training = async ({ checkpoints }, { onNote }, run) => {
      given.push(checkpoints.map(({ state }) => state.step));
      if (given.length > times) return run();
      onNote?.({ kind: 'checkpoint', checkpoint: checkpointAt(10 * given.length) });
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new WorkerCrashedError('A worker process ended unexpectedly (SIGKILL).');
    };
    return { given, training };
  };

  it('is replaced, and its batch goes on from the last checkpoint', async () => {
    const { given, training } = dying(2);
    const path = newPath();
    const engine = open(path, { training });
    const { id } = await engine.ask('sweep.start', { declaration: single });
    expect(await engine.ended(id)).toMatchObject({ state: 'finished', finished: 1 });
    expect(given).toEqual([[], [10], [20]]);
    expect(engine.heard('notice').map(({ event }) => event.level)).toEqual(['warning', 'warning']);
    const database = new Database(path, { readonly: true });
    expect(database.prepare('SELECT count(*) FROM checkpoints').pluck().get()).toBe(0);
    database.close();
  });

  it('three times is not replaced again', async () => {
    const { given, training } = dying(Infinity);
    const engine = open(newPath(), { training });
    const { id } = await engine.ask('sweep.start', { declaration: single });
    expect(await engine.ended(id)).toMatchObject({ state: 'failed', failed: 1 });
    expect(given).toHaveLength(3);
    expect((await engine.ask('history.runs', { id }))[0]?.error).toContain('SIGKILL');
  });
});

describe('the log of a sweep', () => {
  it('tells what was done with it, is told as it comes, and is kept', async () => {
    let crashes = 1;
    let waiting = false;
    const path = newPath();
    const engine = open(path, {
      training: async (request, options, run) => {
        if (crashes-- > 0) throw new WorkerCrashedError('A worker process ended unexpectedly (SIGKILL).');
        options.onNote?.({ kind: 'notice', message: 'Memory did not suffice.' });
        return waiting ? forever(request, options, run) : run();
      },
    });
    const { id } = await engine.ask('sweep.start', { declaration: { ...declaration, sizes: [8], replicates: 2 } });
    await engine.ended(id);
    const first = await engine.ask('history.log', { id });
    expect(first.map(({ message }) => message)).toEqual([
      'Started.',
      '2 runs are to be done, by 2 workers side by side on cpu.',
      'trivial, n 8, 2 runs: begun',
      'A worker process ended unexpectedly (SIGKILL). Its runs are tried again.',
      'trivial, n 8, 2 runs, attempt 2: begun',
      'Memory did not suffice.',
      expect.stringMatching(/^trivial, n 8, 2 runs, attempt 2: finished in [\d.]+ s$/),
      expect.stringMatching(/^Finished after [\d.]+ s: 2 of 2 runs\.$/),
    ]);
    expect(first.filter(({ level }) => level === 'warning')).toHaveLength(2);
    expect(engine.heard('sweep.logged').flatMap(({ event }) => event.entries)).toEqual(first);

    waiting = true;
    await engine.ask('sweep.extend', { id, sizes: [16] });
    await vi.waitFor(async () => expect((await engine.ask('history.log', { id })).at(-1)?.message).toContain('Memory'));
    await engine.ask('sweep.pause', { id });
    waiting = false;
    await engine.ask('sweep.resume', { id });
    await vi.waitFor(async () => {
      const later = (await engine.ask('history.log', { id })).slice(first.length).map(({ message }) => message);
      expect(later.filter((message) => !message.includes('trivial') && !message.includes('to be done'))).toEqual([
        'Extended: n = 16.',
        'Memory did not suffice.',
        'Asked to pause.',
        expect.stringMatching(/^Paused after [\d.]+ s: 2 of 4 runs\.$/),
        'Gone on with.',
        'Memory did not suffice.',
        expect.stringMatching(/^Finished after .* 4 of 4 runs\.$/),
      ]);
    }, patient);
    await expect(engine.ask('history.log', { id: 'none' })).rejects.toMatchObject({ code: 'not-found' });
    // Another engine at the same workspace knows what this one did.
    expect(await open(path).ask('history.log', { id })).toEqual(await engine.ask('history.log', { id }));
  });
});

describe('a sweep that is paused', () => {
  it('keeps what its batches have done, and goes on from there', async () => {
    const given: (readonly Checkpoint[])[] = [];
    let pausing = true;
    const path = newPath();
    const engine = open(path, {
      training(request, options, run) {
        given.push(request.checkpoints);
        if (!pausing) return run();
        options.signal?.addEventListener('abort', () =>
          options.onNote?.({ kind: 'checkpoint', checkpoint: checkpointAt(40) }),
        );
        return forever(request, options, run);
      },
    });
    const { id } = await engine.ask('sweep.start', { declaration: { ...declaration, replicates: 6 } });
    await vi.waitFor(() => expect(given).toHaveLength(2));
    expect(await engine.ask('sweep.pause', { id })).toMatchObject({ state: 'paused' });
    expect((await engine.ask('history.list', {})).sweeps).toMatchObject([{ id, state: 'paused' }]);
    const states = new Set((await engine.ask('history.runs', { id })).map(({ state }) => state));
    expect([...states].toSorted()).toEqual(['interrupted', 'queued']);
    pausing = false;
    given.length = 0;
    expect(await engine.ask('sweep.resume', { id })).toMatchObject({ state: 'running' });
    await vi.waitFor(async () => {
      expect((await engine.ask('history.show', { id })).sweep).toMatchObject({ state: 'finished', finished: 12 });
    }, patient);
    expect(given.slice(0, 2)).toEqual([[checkpointAt(40)], [checkpointAt(40)]]);
    expect(given.slice(2).every((checkpoints) => checkpoints.length === 0)).toBe(true);
  });

  it('can still be cancelled, also by an engine that is started later', async () => {
    const path = newPath();
    const engine = open(path, { training: forever });
    const { id } = await engine.ask('sweep.start', { declaration });
    await engine.ask('sweep.pause', { id });
    const later = open(path);
    expect(await later.ask('sweep.cancel', { id })).toMatchObject({ state: 'cancelled' });
  });

  it('is so as well where its engine ends, but then as interrupted', async () => {
    const path = newPath();
    const engine = engineHere(path, { training: forever });
    const reply = await engine.call('sweep.start', { declaration });
    await engine.close();
    const id = reply.ok ? (reply.value as SweepSummary).id : '';
    expect((await open(path).ask('history.show', { id })).sweep.state).toBe('interrupted');
  });
});

describe('a sweep that is extended', () => {
  it('does what it lacks and nothing else, and is then as if it had been so from the start', async () => {
    const trained: string[] = [];
    const engine = open(newPath(), {
      training(request, _options, run) {
        trained.push(...request.runs.map(({ n, replicate }) => `${String(n)}/${String(replicate)}`));
        return run();
      },
    });
    const finished = async (id: string, runs: number): Promise<void> => {
      await vi.waitFor(async () => {
        const { sweep } = await engine.ask('history.show', { id });
        expect(sweep).toMatchObject({ state: 'finished', runs, finished: runs });
      }, patient);
    };
    const { id } = await engine.ask('sweep.start', { declaration: { ...declaration, sizes: [8, 32] } });
    await finished(id, 4);
    trained.length = 0;
    expect(await engine.ask('sweep.extend', { id, sizes: [16], replicates: 3 })).toMatchObject({ state: 'running' });
    await finished(id, 9);
    expect(trained.toSorted()).toEqual(['16/0', '16/1', '16/2', '32/2', '8/2']);

    const other = open(newPath());
    const whole = { ...declaration, sizes: [8, 16, 32], replicates: 3 };
    const fresh = await other.ask('sweep.start', { declaration: whole });
    await other.ended(fresh.id);
    const expected = await other.ask('history.show', { id: fresh.id });
    const extended = await engine.ask('history.show', { id });
    expect(extended.curves).toEqual(expected.curves);
    expect(extended.sweep.declaration).toEqual(expected.sweep.declaration);
    // Nothing is missing where more than there is was asked for.
    await expect(engine.ask('sweep.extend', { id, sizes: [8], replicates: 2 })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('takes over what another sweep has done', async () => {
    const engine = open(newPath());
    const first = await engine.ask('sweep.start', { declaration: { ...declaration, sizes: [8, 16] } });
    await engine.ended(first.id);
    const { id } = await engine.ask('sweep.start', { declaration: { ...declaration, sizes: [8] } });
    await engine.ended(id);
    await engine.ask('sweep.extend', { id, sizes: [16] });
    await vi.waitFor(async () => {
      expect((await engine.ask('history.show', { id })).sweep).toMatchObject({ state: 'finished', finished: 4 });
    }, patient);
    expect((await engine.ask('history.show', { id })).sweep.seconds).toBeGreaterThan(0);
    const gaps = async (sweep: string): Promise<unknown> =>
      (await engine.ask('history.runs', { id: sweep })).map(({ n, gap }) => [n, gap]);
    expect(await gaps(id)).toEqual(await gaps(first.id));
  });

  it('is refused while it runs, and where its runs were planned by another version', async () => {
    const path = newPath();
    const engine = open(path, { training: forever });
    const { id } = await engine.ask('sweep.start', { declaration });
    await expect(engine.ask('sweep.extend', { id, replicates: 3 })).rejects.toMatchObject({ code: 'unavailable' });
    await engine.ask('sweep.pause', { id });
    const database = new Database(path);
    database.exec("UPDATE runs SET hash = 'of another version' WHERE n = 8");
    database.close();
    await expect(engine.ask('sweep.extend', { id, replicates: 3 })).rejects.toMatchObject({ code: 'does-not-fit' });
  });
});

describe('losses of runs that are being trained', () => {
  it('are told as they come, at most ten times a second, and anew after a training went on from earlier', async () => {
    const engine = open(newPath(), {
      async training({ runs }, { onNote }, run) {
        const [first] = runs;
        if (first === undefined) throw new Error('no run');
        const tell = (from: number, steps: number[], values: number[]): void =>
          onNote?.({ kind: 'losses', runs: [{ id: first.id, from, steps, values }] });
        for (let record = 0; record < 60; record++) {
          tell(record, [record], [1 / record]);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        tell(20, [20, 30], [2, NaN]);
        return run();
      },
    });
    const { id } = await engine.ask('sweep.start', { declaration: { ...declaration, sizes: [8], replicates: 1 } });
    await engine.ended(id);
    const told = engine.heard('run.losses');
    expect(told.length).toBeGreaterThan(2);
    expect(told.length).toBeLessThanOrEqual(3 + ((told.at(-1)?.at ?? 0) - (told[0]?.at ?? 0)) / 100);
    const heard: [number, number | null][] = [];
    for (const { event } of told) {
      expect(event.sweepId).toBe(id);
      for (const { from, steps, values } of event.runs)
        heard.splice(from, Infinity, ...steps.map((step, i): [number, number | null] => [step, values[i] ?? null]));
    }
    const expected = Array.from({ length: 20 }, (_, i): [number, number | null] => [i, i === 0 ? null : 1 / i]);
    expect(heard).toEqual([...expected, [20, 2], [30, null]]);
  });

  it('can be asked for meanwhile, and afterwards, also by a sweep that took the run over', async () => {
    const create = vi.spyOn(memoriser, 'create').mockReturnValue({
      law: null,
      generator: false,
      train: (batch) =>
        Promise.resolve(
          batch.map(({ training }) => ({
            predictionSet: training,
            closed: 'group' as const,
            series: { loss: { steps: [1, 2], values: [4, 2] } },
          })),
        ),
    });
    let goOn: () => void = () => undefined;
    const engine = open(newPath(), {
      async training({ runs }, { onNote }, run) {
        const told = runs.map(({ id }) => ({ id, from: 0, steps: [1], values: [Infinity] }));
        onNote?.({ kind: 'losses', runs: told });
        await new Promise<void>((resolve) => (goOn = resolve));
        return run();
      },
    });
    const single = { ...declaration, sizes: [8], replicates: 1 };
    const { id } = await engine.ask('sweep.start', { declaration: single });
    await vi.waitFor(() => expect(engine.heard('run.losses')).toHaveLength(1));
    const [run] = await engine.ask('history.runs', { id });
    const asked = { id, runs: [run?.id ?? ''] };
    expect(await engine.ask('history.series', asked)).toEqual([
      { id: run?.id, name: 'loss', steps: [1], values: [null] },
    ]);
    goOn();
    await engine.ended(id);
    create.mockRestore();
    const stored = [{ id: run?.id, name: 'loss', steps: [1, 2], values: [4, 2] }];
    expect(await engine.ask('history.series', asked)).toEqual(stored);
    for (let time = 0; time < 3; time++) {
      const again = await engine.ask('sweep.start', { declaration: single });
      await engine.ended(again.id);
      const [reused] = await engine.ask('history.runs', { id: again.id });
      const series = await engine.ask('history.series', { id: again.id, runs: [reused?.id ?? ''] });
      expect(series).toMatchObject([{ id: reused?.id, steps: [1, 2], values: [4, 2] }]);
    }
  });
});

describe('the progress of batches', () => {
  it('is told at most ten times a second, with what is left of the sweep', async () => {
    const engine = open(newPath(), {
      async training(_request, { onProgress }, run) {
        for (let current = 0; current <= 60; current++) {
          onProgress?.({ step: 'training', current, total: 60 });
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        return run();
      },
    });
    const { id } = await engine.ask('sweep.start', { declaration });
    await engine.ended(id);
    const told = engine.heard('batch.progress');
    const first = told[0]?.at ?? 0;
    expect(told.length).toBeGreaterThan(5);
    expect(told.length).toBeLessThanOrEqual(2 + ((told.at(-1)?.at ?? 0) - first) / 100);
    expect(told.every(({ event }) => event.sweepId === id)).toBe(true);
    const middle = told[Math.floor(told.length / 4)]?.event;
    expect(middle?.batches).toContainEqual(
      expect.objectContaining({ curve: 'trivial', from: 8, to: 2000, step: 'training', total: 60 }),
    );
    expect(middle?.batches).toHaveLength(2);
    expect(Math.max(...told.map(({ event }) => event.done))).toBeGreaterThan(0.5);
    // Long before the first batch has ended.
    expect(told.slice(0, 4).some(({ event }) => event.remaining !== null)).toBe(true);
    expect(told.at(-1)?.event.batches).toEqual([]);
  });
});
