import { describe, expect, it } from 'vitest';
import { resolveGroup } from '../groups/registry';
import { trivialGroup } from '../groups/trivial';
import { rowOf, zeroPoints, type Points } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import { deadHypotheses } from './dead-hypotheses';
import { modelGap } from './model-gap';
import { hypothesesGap } from './predictor-gap';

const pointsOf = (rows: readonly (readonly number[])[]): Points => ({
  count: rows.length,
  dimension: rows[0]?.length ?? 0,
  values: Float64Array.from(rows.flat()),
});

describe('deadHypotheses', () => {
  it('of points counts those that no training and no test point is nearest to, in the quotient', async () => {
    const { group } = resolveGroup('sign', { ambientDimension: 1, layout: { kind: 'plain' } });
    const predictionSet = pointsOf([[1], [2], [3], [4]]);
    const test = pointsOf([[0.9], [-1.1], [1.2]]);
    // −3.9 is nearest to 4 where signs do not matter, to 1 otherwise.
    const training = pointsOf([[1.1], [-3.9]]);
    const dead = async (closed: 'group' | 'trivial'): Promise<number> => {
      const { nearest } = await modelGap(
        { predictionSet, group: closed === 'group' ? group : trivialGroup(1), testPoints: test },
        unwatchedWork,
      );
      const model = { predictionSet, closed };
      return deadHypotheses({ model, group, training, testWinners: nearest, pair: undefined }, unwatchedWork);
    };
    expect(await dead('group')).toBe(2);
    expect(await dead('trivial')).toBe(3);
  });

  it('of a predictor counts those that are nearest at no input, by brute force', async () => {
    const { space } = resolveSpace('ambiguous');
    const { layout } = space;
    if (layout.kind !== 'pair') throw new Error('No pairs.');
    const [inputs, outputs] = [layout.inputs, layout.outputs];
    const training = space.sample(3, randomStream(['dead', 'training']));
    const test = space.sample(4, randomStream(['dead', 'test']));
    // Twelve constants, so that some of them cannot win.
    const constants = zeroPoints(12, outputs);
    const random = randomStream(['dead', 'constants']);
    for (let k = 0; k < constants.values.length; k++) constants.values[k] = 1.5 * random.normal();
    const predict = (points: Points): Points => ({
      count: 12 * points.count,
      dimension: outputs,
      values: Float64Array.from({ length: points.count }).reduce<Float64Array>(
        (all, _, i) => {
          all.set(constants.values, i * constants.values.length);
          return all;
        },
        new Float64Array(points.count * constants.values.length),
      ),
    });
    const predictor = { hypotheses: 12, predict: (points: Points) => Promise.resolve(predict(points)) };
    const { winners } = await hypothesesGap({ predictor, pair: layout, test }, unwatchedWork);
    const model = { predictionSet: predict(training), predictor, closed: 'trivial' as const };
    const group = trivialGroup(space.ambientDimension);
    const found = await deadHypotheses({ model, group, training, testWinners: winners, pair: layout }, unwatchedWork);
    const winning = new Set<number>();
    for (const points of [training, test])
      for (let i = 0; i < points.count; i++) {
        const y = rowOf(points, i).subarray(inputs);
        const distances = Array.from({ length: 12 }, (_, k) =>
          Math.hypot(...rowOf(constants, k).map((value, d) => value - (y[d] ?? NaN))),
        );
        winning.add(distances.indexOf(Math.min(...distances)));
      }
    expect(found).toBe(12 - winning.size);
    expect(found).toBeGreaterThan(4);
  });
});
