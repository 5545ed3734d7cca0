/** The counterpart of peers.py. Usage: gapscope.ts BENCHMARK DATA COUNT DIMENSION; answers one JSON line for each line of standard input. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { resolveEstimator } from '#core/dimension/registry';
import { leaveOneOutCurve } from '#core/gap/leave-one-out-curve';
import { nearestNeighbours } from '#core/gap/nearest-neighbours';
import { trivial } from '#core/groups/trivial';
import type { Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { unwatchedWork } from '#core/work';
import { activateBackend } from '#main/backends/detect-backends';
import { estimateDimension } from '#main/engine/jobs/estimate-dimension';
import { startRowHelpers } from '#main/hosts/worker/start-row-helpers';

const [benchmark = '', path = '', countText = '', dimensionText = ''] = process.argv.slice(2);
const dimension = Number(dimensionText);
const bytes = Uint8Array.from(readFileSync(path)).buffer;
const points: Points = {
  count: Number(countText),
  dimension,
  values: path.endsWith('.f32') ? new Float32Array(bytes) : new Float64Array(bytes),
};
/** As in a worker process of the application: the program of the threads lies beside this one. */
const helpers = startRowHelpers(join(import.meta.dirname, 'rows.js'), Math.min(7, availableParallelism() - 1));
const group = trivial.create({}, { ambientDimension: dimension });

/** By their ids in peers.py. */
const ofDistances = ['corrint', 'gride', 'mada', 'mle', 'mom', 'mind', 'knn', 'tle?k=20', 'twonn'];

const runs: Readonly<Record<string, (argument: unknown) => Promise<number[]>>> = {
  async curve(sizes) {
    if (!Array.isArray(sizes)) throw new Error('Expected sizes.');
    const curve = await leaveOneOutCurve({ points, group, sizes: sizes.map(Number) }, unwatchedWork, helpers);
    return [...curve.gaps];
  },
  async estimators() {
    const neighbours = await nearestNeighbours(
      { queries: points, candidates: points, group, k: 20, excludeSelf: true },
      unwatchedWork,
    );
    const dimensions: number[] = [];
    for (const reference of ['mle?k=20', 'twonn']) {
      const sample = { points, group, neighbours, random: randomStream(['estimate']) };
      const found = await resolveEstimator(reference).estimator.estimate(sample, unwatchedWork);
      if ('doesNotApply' in found) throw new Error(found.doesNotApply);
      dimensions.push(found.dimension);
    }
    return dimensions;
  },
  /** All that need distances alone, on one neighbour pass: each with its own settings, as the peer has them. */
  async distances() {
    const request = {
      estimators: ofDistances.map((id) => ({ ...resolveEstimator(id), variations: [] })),
      points,
      group,
    };
    const found = await estimateDimension({ ...request, seed: 1, everyPoint: true }, unwatchedWork);
    return found.map(({ dimension, doesNotApply }) => {
      if (dimension === null) throw new Error(doesNotApply ?? 'No result.');
      return dimension;
    });
  },
  /** The same as the application does it: over their parameters too, the slow ones at some of the points. */
  async application() {
    const estimators = ofDistances.map(resolveEstimator);
    const found = await estimateDimension({ estimators, points, group, seed: 1 }, unwatchedWork);
    return found.map(({ dimension }) => dimension ?? NaN);
  },
  /** What all of them share. */
  async pass(k) {
    const request = { queries: points, candidates: points, group, k: Number(k), excludeSelf: true };
    return [(await nearestNeighbours(request, unwatchedWork)).squaredDistances[0] ?? NaN];
  },
  async tree(k) {
    const request = { queries: points, candidates: points, group, k: Number(k), excludeSelf: true };
    const { squaredDistances } = await nearestNeighbours(request, unwatchedWork);
    return [squaredDistances.reduce((sum, value) => sum + value, 0) / squaredDistances.length];
  },
};

const { id: backend } = await activateBackend('auto');
const run = runs[benchmark];
if (run === undefined) throw new Error(`Unknown benchmark '${benchmark}'.`);
for await (const line of createInterface({ input: process.stdin })) {
  const given: unknown = JSON.parse(line);
  const before = process.resourceUsage();
  const start = performance.now();
  const results = await run(Array.isArray(given) ? given[0] : undefined);
  const seconds = (performance.now() - start) / 1000;
  const after = process.resourceUsage();
  const processorSeconds = (after.userCPUTime + after.systemCPUTime - before.userCPUTime - before.systemCPUTime) / 1e6;
  process.stdout.write(
    `${JSON.stringify({ seconds, processorSeconds, peakMebibytes: after.maxRSS / 1024, results, backend })}\n`,
  );
}
