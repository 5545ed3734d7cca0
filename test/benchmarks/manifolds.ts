/**
 * Estimates of the dimension of the 24 benchmark manifolds, as markdown. Usage: manifolds.ts SETS ESTIMATORS SIZE…; ESTIMATORS are references joined by commas, or `all`.
 * Each at its own settings, as the application runs it: the slow ones at some of the points. Every estimator gets the same sets, whichever others run.
 */
import type { EstimatorResult } from '#contract/results';
import { publishedErrors } from '#core/dimension/published-errors';
import { trivial } from '#core/groups/trivial';
import { randomStream } from '#core/mathematics/random-stream';
import { mean } from '#core/mathematics/statistics';
import { benchmarkManifolds } from '#core/spaces/benchmark/manifolds';
import { resolveSpace } from '#core/spaces/registry';
import { unwatchedWork } from '#core/work';
import { activateBackend } from '#main/backends/detect-backends';
import { chooseEstimators, estimateDimension } from '#main/engine/jobs/estimate-dimension';

interface Cell {
  readonly manifold: string;
  readonly truth: number;
  readonly estimator: string;
  /** One for each set that gave an estimate. */
  readonly estimates: readonly number[];
  /** How many of their intervals hold the truth. */
  readonly covered: number;
}

/** Above dimension 4, without curvature or of constant curvature, with a uniform density on each flat part. */
const uniform: ReadonlySet<string> = new Set([
  ...['M1_Sphere', 'M9_Affine', 'M10a_Cubic', 'M10b_Cubic', 'M10c_Cubic', 'M10d_Cubic'],
]);

type Kind = readonly [title: string, holds: (cell: Cell) => boolean];
const kinds: readonly Kind[] = [
  ['all', () => true],
  ['d ≤ 4', ({ truth }) => truth <= 4],
  ['d > 4, uniform', ({ manifold }) => uniform.has(manifold)],
  ['d > 4, curved or not uniform', ({ manifold, truth }) => truth > 4 && !uniform.has(manifold)],
];

const [setsText = '2', references = 'all', ...sizes] = process.argv.slice(2);
const sets = Number(setsText);
const estimators = chooseEstimators(references.split(',')).map((one) => ({ ...one, variations: [] }));

/** All estimators on all sets of one manifold, each set with one neighbour pass. */
async function cellsOf(manifold: string, size: number): Promise<Cell[]> {
  const { space } = resolveSpace(`benchmark-manifold?name=${manifold}`);
  const truth = space.dimension;
  if (truth === undefined) throw new Error(`The dimension of ${manifold} is not known.`);
  const results: EstimatorResult[][] = [];
  for (let set = 0; set < sets; set++) {
    const points = space.sample(size, randomStream(['manifolds', manifold, size, set]));
    const group = trivial.create({}, { ambientDimension: points.dimension });
    results.push(await estimateDimension({ estimators, points, group, seed: set }, unwatchedWork));
  }
  return estimators.map(({ reference }, i) => {
    const found = results.flatMap((ofSet) => ofSet[i] ?? []);
    return {
      ...{ manifold, truth, estimator: reference },
      estimates: found.flatMap(({ dimension }) => dimension ?? []),
      covered: found.filter(({ interval }) => interval !== null && interval[0] <= truth && truth <= interval[1]).length,
    };
  });
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(header), row(header.map(() => '---')), ...rows.map(row), ''].join('\n');
}

/** One row a manifold: the mean estimates. */
function estimatesTable(cells: readonly Cell[]): string {
  const rows = Object.keys(benchmarkManifolds).map((manifold) => {
    const own = cells.filter((cell) => cell.manifold === manifold);
    const means = own.map(({ estimates }) => (estimates.length === 0 ? '–' : mean(estimates).toFixed(2)));
    return [manifold, String(own[0]?.truth), ...means];
  });
  return table(['manifold', 'd', ...estimators.map(({ reference }) => reference)], rows);
}

/** In percent: the mean over the manifolds of the mean of |estimate − d|/d over the sets; of those manifolds that gave an estimate. */
function meanError(cells: readonly Cell[]): string {
  const answered = cells.filter(({ estimates }) => estimates.length > 0);
  if (answered.length === 0) return '–';
  const errors = answered.map(({ estimates, truth }) =>
    mean(estimates.map((value) => Math.abs(value - truth) / truth)),
  );
  const missing = cells.length - answered.length;
  return `${(100 * mean(errors)).toFixed(1)}${missing === 0 ? '' : ` (${String(missing)} missing)`}`;
}

/** One row an estimator: the mean errors by kind of manifold, and how many intervals hold the truth. */
function errorsTable(cells: readonly Cell[]): string {
  const rows = estimators.map(({ reference }) => {
    const own = cells.filter(({ estimator }) => estimator === reference);
    const intervals = own.reduce((sum, { estimates }) => sum + estimates.length, 0);
    const covered = own.reduce((sum, cell) => sum + cell.covered, 0);
    const share =
      intervals === 0 ? '–' : `${((100 * covered) / intervals).toFixed(0)} (${String(intervals)} intervals)`;
    const published = publishedErrors[reference]?.toFixed(1) ?? '–';
    return [reference, ...kinds.map(([, holds]) => meanError(own.filter(holds))), published, share];
  });
  const titles = kinds.map(([title]) => `mean error, %: ${title}`);
  return table(['estimator', ...titles, 'published: all, at 2,500 points', '95 % intervals that hold d, %'], rows);
}

await activateBackend('auto');
for (const size of sizes.map(Number)) {
  const start = performance.now();
  const cells: Cell[] = [];
  for (const manifold of Object.keys(benchmarkManifolds)) {
    cells.push(...(await cellsOf(manifold, size)));
    console.error(`${manifold}, ${String(size)} points: done`);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(`**${String(size)} points, ${String(sets)} sets of each manifold** (${seconds.toFixed(0)} s)\n`);
  console.log(estimatesTable(cells));
  console.log(errorsTable(cells));
}
