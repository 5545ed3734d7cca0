import { describe, expect, it } from 'vitest';
import { trivial } from '../groups/trivial';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { unwatchedWork } from '../work';
import { leaveOneOutCurve } from './leave-one-out-curve';
import { createRowAccumulator } from './row-accumulator';
import { type RowHelper, sharesOf } from './row-helper';

describe('helpers of a leave-one-out curve', () => {
  it('share the rows, and the curve is the same', async () => {
    const points = normalPoints(randomStream(['helpers']), 5000, 3);
    points.values.copyWithin(0, 3, 3 * 20);
    const request = { points, group: trivial.create({}, { ambientDimension: 3 }) };
    const alone = await leaveOneOutCurve(request, unwatchedWork);
    let [stopped, rows] = [0, 0];
    const shared = await leaveOneOutCurve(request, unwatchedWork, (setup) =>
      Array.from({ length: 2 }, (): RowHelper => {
        const accumulator = createRowAccumulator(setup);
        return {
          add(batch) {
            rows += batch.tests.length;
            accumulator.add(structuredClone(batch));
            return Promise.resolve();
          },
          finish: () => Promise.resolve(structuredClone(accumulator.result())),
          stop: () => stopped++,
        };
      }),
    );
    expect(stopped).toBe(2);
    expect(rows).toBeGreaterThan(3000);
    expect(shared.duplicates).toBe(alone.duplicates);
    expect(shared.duplicates).toBeGreaterThan(0);
    for (const [s, gap] of alone.gaps.entries()) expect((shared.gaps[s] ?? NaN) / gap).toBeCloseTo(1, 12);
    for (const [at, value] of alone.covariance.entries())
      expect((shared.covariance[at] ?? NaN) / value).toBeCloseTo(1, 3);
  });

  it('are not started for few points', async () => {
    const request = {
      points: normalPoints(randomStream(['few']), 100, 3),
      group: trivial.create({}, { ambientDimension: 3 }),
    };
    const start = (): never => {
      throw new Error('There is no need.');
    };
    await expect(leaveOneOutCurve(request, unwatchedWork, start)).resolves.toBeDefined();
  });

  it('leave some rows to the one who measures the distances', () => {
    expect(sharesOf(10, 0)).toEqual([]);
    for (const helpers of [1, 2, 7]) {
      const ends = sharesOf(400, helpers);
      expect(ends.length).toBe(helpers);
      expect(ends.at(-1)).toBeLessThan(400);
      expect([...ends].sort((a, b) => a - b)).toEqual(ends);
    }
    expect(sharesOf(1, 7).at(-1)).toBeLessThanOrEqual(1);
  });
});
