import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SweepReport, sweepReport } from '#contract/sweep';
import { buildCommandLine, startCommandLine } from './command-line';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-resume-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const declaration = {
  name: 'Resumed',
  task: 'torus?dimension=2',
  groups: ['trivial', 'so2'],
  sizes: [64, 128, 256],
  replicates: 24,
  testPoints: 2000,
  // Only the size of the batches depends on it here: many small ones.
  samples: 40_000,
};
const path = join(folder, 'sweep.json');
writeFileSync(path, JSON.stringify(declaration));
const runs = 2 * 3 * 24;
/** Runs that must have finished before something is killed, so that it is in the middle of the work. */
const enough = 6;

/** The parts of a report that must not depend on what happened on the way. */
function numbersOf(stdout: string): SweepReport['curves'] {
  const report = sweepReport.parse(JSON.parse(stdout));
  expect(report.sweep).toMatchObject({ state: 'finished', runs, finished: runs, failed: 0 });
  return report.curves;
}

function finishedIn(db: string): number {
  try {
    const database = new Database(db, { readonly: true, fileMustExist: true });
    try {
      return Number(database.prepare("SELECT count(*) FROM runs WHERE state = 'finished'").pluck().get());
    } finally {
      database.close();
    }
  } catch {
    // Not there yet.
    return 0;
  }
}

async function untilUnderWay(db: string): Promise<void> {
  while (finishedIn(db) < enough) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The processes that a process has started, by Linux's process table. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        // "pid (name) state parent …"; the name may hold anything.
        return readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[1] === String(parent);
      } catch {
        // It has ended meanwhile.
        return false;
      }
    })
    .map(Number);
}

let undisturbed: SweepReport['curves'];
beforeAll(async () => {
  buildCommandLine();
  const { stdout, status } = await startCommandLine([
    'run',
    path,
    '--json',
    '--db',
    join(folder, 'undisturbed.gapscope'),
  ]).ended;
  expect(status).toBe(0);
  undisturbed = numbersOf(stdout);
}, 300_000);

describe('a sweep ends with the same numbers', () => {
  it.each(['everything', 'the engine'] as const)(
    'after %s was killed and it was resumed',
    async (victim) => {
      const db = join(folder, `${victim}.gapscope`);
      const first = startCommandLine(['run', path, '--json', '--db', db]);
      await untilUnderWay(db);
      if (victim === 'everything') first.killAll();
      else first.kill('SIGKILL');
      expect(await first.ended).toMatchObject({ signal: 'SIGKILL', stdout: '' });
      const kept = finishedIn(db);
      expect(kept).toBeGreaterThanOrEqual(enough);
      expect(kept).toBeLessThan(runs);
      const second = await startCommandLine(['run', path, '--resume', '--json', '--db', db]).ended;
      expect({ status: second.status, stderr: second.stderr }).toMatchObject({ status: 0 });
      expect(numbersOf(second.stdout)).toEqual(undisturbed);
      const database = new Database(db, { readonly: true });
      // The same sweep went on; it was not begun anew.
      expect(database.prepare('SELECT count(*) FROM sweeps').pluck().get()).toBe(1);
      database.close();
    },
    300_000,
  );

  it.runIf(existsSync('/proc/self/stat'))(
    'after a worker was killed, without being resumed',
    async () => {
      const db = join(folder, 'worker.gapscope');
      const sweep = startCommandLine(['run', path, '--json', '--db', db]);
      await untilUnderWay(db);
      const workers = childrenOf(sweep.pid);
      expect(workers.length).toBeGreaterThan(0);
      for (const worker of workers) process.kill(worker, 'SIGKILL');
      const { status, stdout, stderr } = await sweep.ended;
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(stderr).toContain('tried again');
      expect(numbersOf(stdout)).toEqual(undisturbed);
    },
    300_000,
  );
});

describe('a training of networks', () => {
  const trainer = 'diffusion?steps=800&width=32&layers=2&frequencies=8&batch=32&samplingSteps=20';
  const training = {
    ...declaration,
    name: 'Networks',
    groups: ['so2'],
    trainers: [trainer],
    sizes: [8, 12],
    replicates: 2,
  };
  const networks = join(folder, 'networks.json');
  // Bit for bit the same on this backend, whatever the machine.
  writeFileSync(networks, JSON.stringify({ ...training, testPoints: 200, samples: 64, backend: 'cpu' }));

  const query = (db: string, sql: string): unknown[] => {
    const database = new Database(db, { readonly: true, fileMustExist: true });
    try {
      return database.prepare(sql).raw().all();
    } finally {
      database.close();
    }
  };
  /** All that its runs have left, down to the last bit of their losses and samples. */
  const left = (db: string): unknown[][] => [
    query(db, 'SELECT n, replicate, state, gap, standard_error, hypotheses FROM runs ORDER BY n, replicate'),
    query(
      db,
      'SELECT n, replicate, name, step, value FROM metrics JOIN runs ON runs.id = run_id ORDER BY n, replicate, name, step',
    ),
    query(
      db,
      `SELECT n, replicate, kind, position, hex(bytes) FROM blob_chunks JOIN blobs ON blobs.id = blob_id
       JOIN runs ON runs.id = run_id ORDER BY n, replicate, kind, position`,
    ),
  ];
  const checkpointsIn = (db: string): unknown[] => {
    try {
      return query(db, 'SELECT header FROM checkpoints');
    } catch {
      // Not there yet.
      return [];
    }
  };

  it('that was killed at any moment goes on from its checkpoint, and ends bit for bit the same', async () => {
    const whole = join(folder, 'networks.gapscope');
    expect(await startCommandLine(['run', networks, '--json', '--db', whole]).ended).toMatchObject({ status: 0 });
    const db = join(folder, 'networks-killed.gapscope');
    const first = startCommandLine(['run', networks, '--json', '--db', db]);
    while (checkpointsIn(db).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 2000 * Math.random()));
    first.kill('SIGKILL');
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL', stdout: '' });
    expect(query(db, "SELECT count(*) FROM runs WHERE state = 'finished'")).toEqual([[0]]);
    expect(checkpointsIn(db).length).toBeGreaterThan(0);
    const second = await startCommandLine(['run', networks, '--resume', '--json', '--db', db]).ended;
    expect({ status: second.status, stderr: second.stderr }).toMatchObject({ status: 0 });
    expect(left(db)).toEqual(left(whole));
    expect(left(db).every((rows) => rows.length > 0)).toBe(true);
    expect(checkpointsIn(db)).toEqual([]);
  }, 300_000);
});
