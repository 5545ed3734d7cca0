/** Writes the benchmarks' points to a folder: the MNIST sample, and points in the unit cube. Usage: make-data.ts FOLDER */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSizes } from '#core/gap/default-sizes';
import { randomStream } from '#core/mathematics/random-stream';
import { unwatchedWork } from '#core/work';
import { readSample } from '#main/files/samples';

const [folder = '.'] = process.argv.slice(2);
const { points } = await readSample('mnist', {
  chooseRows: () => undefined,
  takesAll: true,
  labelsColumn: undefined,
  work: unwatchedWork,
});
writeFileSync(join(folder, 'mnist.f32'), Float32Array.from(points.values));
const random = randomStream(['benchmark', 'cube']);
writeFileSync(
  join(folder, 'cube.f64'),
  Float64Array.from({ length: 300_000 }, () => random.uniform()),
);
process.stdout.write(
  JSON.stringify({ count: points.count, dimension: points.dimension, sizes: defaultSizes(points.count) }),
);
