/**
 * Simulates the balls that DANCo compares data with, and writes resources/danco-table.json: `npx tsx build/make-danco-table.ts`. The statistics are means over
 * several balls, more of them where they are small, so that about as many points are averaged over in each place of the table.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DancoStatistics, dancoStatistics } from '#core/dimension/danco-statistics';
import { nearestNeighbours } from '#core/gap/nearest-neighbours';
import { trivial } from '#core/groups/trivial';
import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { unwatchedWork } from '#core/work';

const k = 10;
const dimensions = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20, 24, 29, 35, 42, 50, 60, 72, 86, 104, 125, 150];
const sizes = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
const pointsInAll = 6000;

async function statisticsOfBall(dimension: number, size: number): Promise<DancoStatistics> {
  const { space } = resolveSpace(`ball?dimension=${String(dimension)}`);
  const group = trivial.create({}, { ambientDimension: dimension });
  const balls = Math.max(1, Math.round(pointsInAll / size));
  const sum = { distance: 0, angle: 0, concentration: 0 };
  for (let ball = 0; ball < balls; ball++) {
    const points = space.sample(size, randomStream(['danco', dimension, size, ball]));
    const pass = { queries: points, candidates: points, group, k: k + 1, excludeSelf: true };
    const { statistics } = dancoStatistics(points, await nearestNeighbours(pass, unwatchedWork), k);
    sum.distance += statistics.distance / balls;
    sum.angle += statistics.angle / balls;
    sum.concentration += statistics.concentration / balls;
  }
  return sum;
}

const columns: Record<keyof DancoStatistics, number[][]> = { distance: [], angle: [], concentration: [] };
for (const dimension of dimensions) {
  const row: DancoStatistics[] = [];
  for (const size of sizes) row.push(await statisticsOfBall(dimension, size));
  for (const name of ['distance', 'angle', 'concentration'] as const)
    columns[name].push(row.map((statistics) => Number(statistics[name].toPrecision(6))));
  console.log(`dimension ${String(dimension)}`);
}
const path = join(import.meta.dirname, '../resources/danco-table.json');
writeFileSync(path, `${JSON.stringify({ k, dimensions, sizes, ...columns })}\n`);
