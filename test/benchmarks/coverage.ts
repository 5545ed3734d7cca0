/**
 * Do nominal 95 % intervals of d cover the truth in 93–97 % of sweeps? Simulates sweeps with real nearest neighbours, fits each with the defaults and
 * counts, by profile and by bootstrap. Prints a Markdown row a task, then JSON, and exits with 1 where intervals of d cover in fewer than 93 %
 * or more than 97 %. `npx tsx test/benchmarks/coverage.ts [sweeps]`, about five minutes for 2,000.
 */
import { curveFromReplicates } from '#core/fitting/gap-curve';
import { falsify } from '#core/fitting/falsify';
import { fitCurve } from '#core/fitting/fit-curve';
import { randomStream } from '#core/mathematics/random-stream';
import { simulateSweep, torusByRotationGap, torusGap, type SimulatedGap } from './simulated-sweeps';

const sizes = [16, 32, 64, 128, 256, 512, 1024];
const replicates = 8;
/** Of the bootstrap: fewer than by default, since many sweeps average over its own chance. */
const resamples = 399;
/** How often nominal 95 % intervals of d may cover. */
const accepted: readonly [number, number] = [0.93, 0.97];

interface Task {
  readonly label: string;
  readonly gap: SimulatedGap;
  readonly dimension: number;
  readonly constant: number;
  readonly testPoints: number;
}

const tasks: readonly Task[] = [
  { label: 'T², no symmetry', gap: torusGap, dimension: 2, constant: 4 * Math.PI, testPoints: 1024 },
  { label: 'T² modulo SO(2)', gap: torusByRotationGap, dimension: 1, constant: Math.PI ** 2, testPoints: 4096 },
];

function coverageOf(task: Task, sweeps: number): Record<string, number | string> {
  const { gap, dimension, constant, testPoints, label } = task;
  let covered = 0;
  let bootstrapCovered = 0;
  let constantCovered = 0;
  let consistent = 0;
  let sum = 0;
  let width = 0;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const gaps = simulateSweep(gap, sizes, replicates, testPoints, ['coverage', label, sweep]);
    const curve = curveFromReplicates(sizes, gaps);
    const random = randomStream(['coverage', label, sweep, 'bootstrap']);
    const fit = fitCurve(curve, { bootstrap: { random, replicates: gaps, resamples } });
    if (contains(fit.interval, dimension)) covered++;
    if (fit.bootstrapInterval !== null && contains(fit.bootstrapInterval, dimension)) bootstrapCovered++;
    if (contains(fit.constantInterval, constant)) constantCovered++;
    if (falsify(curve, { dimension, constant }).verdict === 'consistent') consistent++;
    sum += fit.dimension;
    width += (fit.interval[1] ?? Infinity) - (fit.interval[0] ?? 0);
  }
  return {
    task: label,
    sweeps,
    dimension,
    meanDimension: sum / sweeps,
    meanWidth: width / sweeps,
    coverage: covered / sweeps,
    coverageError: Math.sqrt((covered / sweeps) * (1 - covered / sweeps) * (1 / sweeps)),
    bootstrapCoverage: bootstrapCovered / sweeps,
    constantCoverage: constantCovered / sweeps,
    consistent: consistent / sweeps,
  };
}

function contains([low, high]: readonly [number | null, number | null], value: number): boolean {
  return (low === null || low <= value) && (high === null || value <= high);
}

const sweeps = Number(process.argv[2] ?? 2000);
if (!(Number.isInteger(sweeps) && sweeps > 0)) throw new Error('The number of sweeps must be a whole number above 0.');
const results = tasks.map((task) => coverageOf(task, sweeps));
const percent = (value: unknown): string => `${(100 * Number(value)).toFixed(1)} %`;
console.log(
  '| task | d | sweeps | mean of d | 95 % interval of d covers | by bootstrap | of C covers | test says consistent |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const row of results)
  console.log(
    `| ${String(row['task'])} | ${String(row['dimension'])} | ${String(row['sweeps'])} | ${Number(row['meanDimension']).toFixed(3)} ` +
      `| ${percent(row['coverage'])} | ${percent(row['bootstrapCoverage'])} | ${percent(row['constantCoverage'])} | ${percent(row['consistent'])} |`,
  );
console.log(JSON.stringify(results));

for (const row of results)
  for (const kind of ['coverage', 'bootstrapCoverage']) {
    const share = Number(row[kind]);
    if (share >= accepted[0] && share <= accepted[1]) continue;
    console.error(`${String(row['task'])}: ${kind} ${percent(share)}; expected 93 % to 97 %.`);
    process.exitCode = 1;
  }
