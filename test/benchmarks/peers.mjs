/**
 * Measures Gapscope beside numpy, faiss, scikit-dimension and scipy on the same points: `node test/benchmarks/peers.mjs [--rounds 5] [--skip-coverage] [--only TEXT]`, TEXT being part of
 * the titles wanted. All take turns in processes that stay, after one round to warm up; medians are shown, and written to out/benchmarks.json. Then, for minutes, the coverage of
 * the intervals is simulated. The Python packages go to the user's cache folder.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPrograms } from '../../build/benchmark-programs.mjs';
import { PartUnavailable, run } from '../../build/native/command.mjs';
import { pythonWith } from '../../build/python.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const benchmarks = import.meta.dirname;
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    'skip-coverage': { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(options.rounds);
const typescript = ['--import', 'tsx'];

/** A process that answers a line of JSON with a line of JSON. */
function startPeer(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-4000)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${command} ${args.join(' ')} ended:\n${complaint}`);
      return JSON.parse(value);
    },
    end: () => child.stdin.end(),
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** All peers of one benchmark, in turn. */
async function compare({ title, peers, question }) {
  const measured = peers.map(({ name, command, args, asked }) => ({
    name,
    peer: startPeer(command, args),
    asked: asked ?? question,
    answers: [],
  }));
  for (let round = 0; round <= rounds; round++) {
    for (const entry of measured) {
      const answer = await entry.peer.ask(entry.asked);
      // The first round warms up.
      if (round > 0) entry.answers.push(answer);
    }
  }
  for (const { peer } of measured) peer.end();
  const rows = measured.map(({ name, answers }) => ({
    name: answers[0].backend === undefined ? name : `${name} (${answers[0].backend})`,
    seconds: median(answers.map(({ seconds }) => seconds)),
    processorSeconds: median(answers.map(({ processorSeconds }) => processorSeconds)),
    peakMebibytes: Math.max(...answers.map(({ peakMebibytes }) => peakMebibytes)),
    results: answers[0].results,
  }));
  const [ours] = rows;
  for (const row of rows) {
    row.ratio = ours.seconds / row.seconds;
    row.largestDifference =
      row.results.length === ours.results.length
        ? Math.max(...row.results.map((value, i) => Math.abs(value / ours.results[i] - 1)))
        : undefined;
  }
  return { title, rows };
}

function table({ title, rows }) {
  const lines = rows.map(({ name, seconds, processorSeconds, peakMebibytes, ratio }) =>
    [name, seconds.toFixed(2), processorSeconds.toFixed(2), ratio.toFixed(2), peakMebibytes.toFixed(0)].join(' | '),
  );
  return [
    `**${title}**`,
    '',
    '| | seconds | processor seconds | Gapscope’s time over this | peak memory, MiB |',
    '|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
    '',
  ].join('\n');
}

/** Shows the simulation's table and answers the figures that follow it as JSON. */
async function simulateCoverage() {
  const output = await run(process.execPath, [...typescript, join(benchmarks, 'coverage.ts')], { cwd: root });
  const lines = output.trim().split('\n');
  console.log(lines.slice(0, -1).join('\n'));
  return JSON.parse(lines.at(-1));
}

async function main() {
  const python = await pythonWith(join(benchmarks, 'requirements.txt'));
  const input = { gapscope: join(benchmarks, 'gapscope.ts'), rows: join(root, 'src-main/hosts/rows/main.ts') };
  const program = join(await buildPrograms('measures', input), 'gapscope.js');
  const folder = mkdtempSync(join(tmpdir(), 'gapscope-benchmarks-'));
  try {
    const made = JSON.parse(
      await run(process.execPath, [...typescript, join(benchmarks, 'make-data.ts'), folder], { cwd: root }),
    );
    const digits = [join(folder, 'mnist.f32'), String(made.count), String(made.dimension)];
    const cube = [join(folder, 'cube.f64'), '100000', '3'];
    const ours = (benchmark, data) => ({
      name: 'Gapscope',
      command: process.execPath,
      args: [program, benchmark, ...data],
    });
    const peer = (name, benchmark, id, data, asked) => ({
      name,
      command: python,
      args: [join(benchmarks, 'peers.py'), benchmark, id, ...data],
      asked,
    });
    const plan = [
      {
        title: `Leave-one-out gap curve of ${made.count} MNIST digits (${made.dimension} pixels), ${made.sizes.length} sizes`,
        question: [made.sizes],
        peers: [
          ours('curve', digits),
          peer('numpy: matrix product, sort, no covariance', 'curve', 'numpy', digits),
          peer('faiss: 1,000 nearest neighbours only', 'curve', 'faiss', digits, [1000]),
        ],
      },
      {
        title: 'Maximum likelihood (k = 20) and TwoNN on the same digits',
        question: [],
        peers: [ours('estimators', digits), peer('scikit-dimension', 'estimators', 'scikit-dimension', digits)],
      },
      {
        title: 'All estimators that need distances alone, on the same digits',
        question: [],
        peers: [
          ours('distances', digits),
          { ...ours('pass', digits), name: 'Gapscope: the neighbour pass alone', asked: [80] },
          { ...ours('application', digits), name: 'Gapscope: as the application does it, over their parameters too' },
          peer('scikit-dimension', 'distances', 'scikit-dimension', digits),
        ],
      },
      {
        title: 'All estimators that need distances alone, on 100,000 points in R³',
        question: [],
        peers: [
          ours('application', cube),
          { ...ours('pass', cube), name: 'Gapscope: the neighbour pass alone', asked: [80] },
        ],
      },
      {
        title: '10 nearest neighbours of 100,000 points in R³',
        question: [10],
        peers: [ours('tree', cube), peer('scipy: cKDTree', 'tree', 'scipy', cube)],
      },
    ];
    const results = [];
    for (const benchmark of plan.filter(({ title }) => title.includes(options.only))) {
      const result = await compare(benchmark);
      results.push(result);
      console.log(table(result));
    }
    const machine = {
      processor: cpus()[0]?.model.trim(),
      cores: availableParallelism(),
      node: process.version,
      rounds,
    };
    console.log(
      `${machine.cores} cores (${machine.processor}), Node.js ${machine.node}; medians of ${rounds} rounds.\n`,
    );
    const coverage = options['skip-coverage'] ? undefined : await simulateCoverage();
    mkdirSync(join(root, 'out'), { recursive: true });
    writeFileSync(
      join(root, 'out/benchmarks.json'),
      `${JSON.stringify({ machine, results, coverage }, undefined, 2)}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(
    error instanceof PartUnavailable ? `The benchmarks cannot be run: ${error.message}.\n${error.complaint}` : error,
  );
  process.exitCode = 1;
}
