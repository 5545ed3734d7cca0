import { describe, expect, it } from 'vitest';
import { fitCurve } from '#core/fitting/fit-curve';
import { forecastGap } from '#core/fitting/forecast';
import type { GapCurve } from '#core/fitting/gap-curve';
import { leaveOneOutCurve } from '#core/gap/leave-one-out-curve';
import { trivialGroup } from '#core/groups/trivial';
import type { Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace, taskRegistry } from '#core/spaces/registry';
import { unwatchedWork } from '#core/work';
import { openData } from '#main/files/open-data';

/** For each size of the upper half, whether the fit of the lower half holds its gap within the 95 % interval. */
async function coveredSizes(points: Points): Promise<readonly boolean[]> {
  const whole = await leaveOneOutCurve({ points, group: trivialGroup(points.dimension) }, unwatchedWork);
  const k = whole.sizes.length;
  const half = Math.ceil(k / 2);
  const lower: GapCurve = {
    sizes: whole.sizes.slice(0, half),
    gaps: whole.gaps.slice(0, half),
    covariance: Float64Array.from(
      { length: half * half },
      (_, at) => whole.covariance[Math.floor(at / half) * k + (at % half)] ?? 0,
    ),
  };
  const fit = fitCurve(lower);
  return whole.sizes.slice(half).map((n, i) => {
    const [low, high] = forecastGap(lower, fit, n).interval;
    const gap = whole.gaps[half + i] ?? 0;
    return (low ?? 0) <= gap && gap <= (high ?? Infinity);
  });
}

const share = (covered: readonly boolean[]): number => covered.filter(Boolean).length / covered.length;

describe('forecasts of held-out sizes', () => {
  // A data set and a product need to be told what they are made of.
  const tasks = taskRegistry.all.map(({ id }) => id).filter((id) => id !== 'data-set' && id !== 'product');

  it('cover 95 % of them over all tasks, and most on each', async () => {
    const all: boolean[] = [];
    const poor: string[] = [];
    for (const task of tasks) {
      const own: boolean[] = [];
      for (let seed = 0; seed < 2; seed++) {
        const points = resolveSpace(task).space.sample(800, randomStream(['held out', task, seed]));
        own.push(...(await coveredSizes(points)));
      }
      all.push(...own);
      if (share(own) < 0.5) poor.push(task);
    }
    expect(poor).toEqual([]);
    expect(share(all)).toBeGreaterThanOrEqual(0.95);
  }, 120_000);

  it('cover those of digits, whose dimension rises with n', async () => {
    const { points } = await openData({ source: 'sample:mnist', scale: 'unit', rows: 1500, seed: 1 }, unwatchedWork);
    expect(share(await coveredSizes(points))).toBe(1);
  }, 120_000);
});
