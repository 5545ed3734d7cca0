import Database from 'better-sqlite3';
import { sweepDeclaration } from '#contract/sweep';
import { openWorkspace } from '#main/storage/open-workspace';

const groups = ['trivial', 'so2'];
const widths = [32, 64, 128];
const sizes = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192];
const replicates = 8;

/** Deterministic, and even enough for a table. */
function share(index: number): number {
  return ((index * 2654435761) % 4294967296) / 4294967296;
}

/** Makes a workspace of so many finished runs. */
export async function fillWorkspace(path: string, count: number): Promise<void> {
  await (await openWorkspace(path)).close();
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  const addSweep = database.prepare(
    `INSERT INTO sweeps (id, name, task, declaration, declaration_hash, task_name, state, created, backend)
     VALUES (?, ?, ?, ?, ?, ?, 'finished', ?, 'tensorflow')`,
  );
  const addCurve = database.prepare(
    'INSERT INTO curves (sweep_id, position, label, group_reference, trainer_reference) VALUES (?, ?, ?, ?, ?)',
  );
  const addBatch = database.prepare(
    "INSERT INTO batches (sweep_id, curve_id, position, state) VALUES (?, ?, ?, 'finished')",
  );
  const addRun = database.prepare(
    `INSERT INTO runs (id, sweep_id, curve_id, batch_id, hash, n, replicate, state, gap, standard_error, seconds, memory, hypotheses, error)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addMetric = database.prepare(
    "INSERT INTO metric_summaries (run_id, name, last, lowest, highest) VALUES (?, 'loss', ?, ?, ?)",
  );
  const addTag = database.prepare('INSERT INTO tags (sweep_id, tag) VALUES (?, ?)');

  database.transaction(() => {
    let made = 0;
    for (let sweep = 0; made < count; sweep++) {
      const id = `s${String(sweep).padStart(7, '0')}`;
      const task = `torus?dimension=${String(2 + (sweep % 4))}`;
      const trainers = widths.map((width) => `diffusion?width=${String(width)}`);
      const declaration = sweepDeclaration.parse({
        name: `Torus ${String(sweep)}`,
        task,
        groups,
        trainers,
        sizes,
        seed: sweep,
      });
      const created = new Date(Date.UTC(2026, 0, 1) + 3_600_000 * sweep).toISOString();
      addSweep.run(id, declaration.name, task, JSON.stringify(declaration), id, task, created);
      if (sweep % 10 === 0) addTag.run(id, 'kept');
      for (const [position, [group, trainer]] of trainers
        .flatMap((one) => groups.map((other) => [other, one] as const))
        .entries()) {
        const curve = addCurve.run(id, position, `${group}, ${trainer}`, group, trainer).lastInsertRowid;
        const batch = addBatch.run(id, curve, position).lastInsertRowid;
        for (const n of sizes)
          for (let replicate = 0; replicate < replicates && made < count; replicate++) {
            const x = share(made);
            const failed = made % 97 === 0;
            const gap = failed ? null : (0.5 + x) * n ** (-2 / (2 + (sweep % 4)));
            const run = `${String(made).padStart(8, '0')}-0000-4000-8000-${String(sweep).padStart(12, '0')}`;
            const checks = {
              ...{
                memorised: x,
                coverage: 1 - x / 3,
                expectedCoverage: 0.9,
                equivarianceError: x / 100,
                scoreErrors: [],
                scoreDimensions: [],
              },
              ...{
                deadHypotheses: null,
                verdict: x > 0.2 ? 'hold' : 'fail',
                detail: 'The generator makes what it was shown.',
              },
            };
            addRun.run(
              ...[run, id, curve, batch, run.repeat(2), n, replicate, failed ? 'failed' : 'finished'],
              ...[gap, gap === null ? null : gap / 30, 3 + 20 * x, 2 ** 24 * (1 + x), JSON.stringify(checks)],
              failed ? 'the loss is not a number' : null,
            );
            addMetric.run(run, 0.1 + x, 0.09 + x, 2 + x);
            made++;
          }
      }
    }
  })();
  database.close();
  // Opening it completes what a program would have stored.
  await (await openWorkspace(path)).close();
}
