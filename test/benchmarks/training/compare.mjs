/**
 * Measures the training of networks beside PyTorch and JAX: 48 denoising networks (3 hidden layers of 128, batch 256, Adam), each on 16 points of a torus of its
 * own. Usage: compare.mjs [--networks 48] [--steps 2000] [--rounds 2]. All take turns; the best round of each counts, since other work on the machine only slows. Gapscope
 * trains as in the application: processes of one thread side by side, eight networks as one program.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPrograms } from '../../../build/benchmark-programs.mjs';
import { pythonWith } from '../../../build/python.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const here = join(root, 'test/benchmarks/training');
const { values: options } = parseArgs({
  options: {
    networks: { type: 'string', default: '48' },
    steps: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '2' },
  },
});
const [networks, steps, rounds] = [options.networks, options.steps, options.rounds].map(Number);
const together = 8;
const pointsOfNetwork = 16;

/** A program's one line of JSON. */
function answerOf(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let complaint = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-4000)));
    child.on('error', reject);
    child.on('close', (status) =>
      status === 0 ? resolve(JSON.parse(output)) : reject(new Error(`${command} ended with ${status}:\n${complaint}`)),
    );
  });
}

/** Uniform points on the torus in R⁴, by a small congruential generator: the same every time. */
function torusPoints(count) {
  let state = 12_345;
  const uniform = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  return Float32Array.from(
    Array.from({ length: 2 * count }, () => 2 * Math.PI * uniform()).flatMap((angle) => [
      Math.cos(angle),
      Math.sin(angle),
    ]),
  );
}

/** The training sets of `count` networks from `first` on, as a file. */
function writeSets(folder, points, first, count) {
  const path = join(folder, `sets-${first}-${count}.f32`);
  const size = pointsOfNetwork * 4;
  writeFileSync(path, points.subarray(first * size, (first + count) * size));
  return path;
}

async function main() {
  const program = join(await buildPrograms('training', { train: join(here, 'train.ts') }), 'train.js');
  const python = await pythonWith(join(here, 'requirements.txt'));
  const folder = mkdtempSync(join(tmpdir(), 'gapscope-training-'));
  try {
    const points = torusPoints(networks * pointsOfNetwork);
    const all = writeSets(folder, points, 0, networks);
    const processes = Math.min(availableParallelism(), networks);
    const shares = Array.from({ length: processes }, (_, i) => {
      const first = Math.floor((i * networks) / processes);
      return { first, count: Math.floor(((i + 1) * networks) / processes) - first };
    }).map(({ first, count }) => [writeSets(folder, points, first, count), String(count)]);
    const ours = async () => {
      const env = { TF_NUM_INTRAOP_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '3' };
      const answers = await Promise.all(
        shares.map((share) => answerOf(process.execPath, [program, ...share, String(steps), String(together)], env)),
      );
      return {
        seconds: Math.max(...answers.map(({ seconds }) => seconds)),
        losses: answers.flatMap(({ losses }) => losses),
        backend: answers[0].backend,
      };
    };
    const peer = (id) => () => answerOf(python, [join(here, 'peers.py'), id, all, String(networks), String(steps)]);
    const contestants = [
      [`Gapscope, ${processes} processes of one thread`, ours],
      ['PyTorch, one network after another, eager', peer('torch-eager')],
      ['PyTorch, 16 networks batched, fused optimiser', peer('torch-batched')],
      ['JAX, jitted, 16 networks vectorised', peer('jax-vmapped')],
    ].map(([name, ask]) => ({ name, ask, answers: [] }));
    for (let round = 0; round < rounds; round++)
      for (const contestant of contestants) contestant.answers.push(await contestant.ask());
    const rows = contestants.map(({ name, answers }) => {
      const { losses, backend } = answers[0];
      return {
        name: backend === undefined ? name : `${name} (${backend})`,
        perSecond: (networks * steps) / Math.min(...answers.map(({ seconds }) => seconds)),
        loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
      };
    });
    const [first] = rows;
    const lines = rows.map(({ name, perSecond, loss }) =>
      [name, perSecond.toFixed(0), (first.perSecond / perSecond).toFixed(2), loss.toFixed(4)].join(' | '),
    );
    console.log(
      [
        `**Training of ${networks} networks (3 hidden layers of 128, batch 256, ${steps} steps of Adam)**`,
        '',
        '| | network-steps a second | Gapscope’s speed over this | loss at the end |',
        '|---|---|---|---|',
        ...lines.map((line) => `| ${line} |`),
        '',
        `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node.js ${process.version}; the best of ${rounds} rounds.\n`,
      ].join('\n'),
    );
    mkdirSync(join(root, 'out'), { recursive: true });
    writeFileSync(
      join(root, 'out/training.json'),
      `${JSON.stringify({ networks, steps, rounds, rows }, undefined, 2)}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
