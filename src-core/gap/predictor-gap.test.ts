import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveGroup } from '../groups/registry';
import { actionOn } from '../groups/action-on';
import { trivialGroup } from '../groups/trivial';
import { columnsOf, rowOf, zeroPoints, type Points } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import type { PairLayout } from '../spaces/layout';
import type { Predictor } from '../trainers/define-trainer';
import { resolveTrainer } from '../trainers/registry';
import { unwatchedWork } from '../work';
import { hypothesesGap, outputGap } from './predictor-gap';

const pair: PairLayout = { kind: 'pair', inputs: 1, outputs: 2, classes: false };

/** f(x)_k = some wild function: what is tested holds of every map. */
function wild(seed: number, hypotheses: number): Predictor {
  return {
    hypotheses,
    predict: (inputs) => {
      const outputs = zeroPoints(inputs.count * hypotheses, 2);
      for (let row = 0; row < outputs.count; row++) {
        const x = inputs.values[Math.floor(row / hypotheses)] ?? 0;
        outputs.values[2 * row] = Math.sin(seed * x + row);
        outputs.values[2 * row + 1] = Math.cos(3 * x + seed * row);
      }
      return Promise.resolve(outputs);
    },
  };
}

function randomPairs(seed: number, count: number): Points {
  const random = randomStream(['pairs', seed]);
  return { count, dimension: 3, values: Float64Array.from({ length: 3 * count }, () => random.normal()) };
}

const squared = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, k) => sum + (value - (b[k] ?? NaN)) ** 2, 0);

describe('outputGap', () => {
  it('is at most the generalization error, whatever the predictor, the targets and the further inputs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 0, max: 30 }),
        async (seed, m, more) => {
          const further = columnsOf(randomPairs(seed + 1, more), 0, 1);
          const found = await outputGap(
            { predictor: wild(seed % 100, 1), pair, test: randomPairs(seed, m), outputGroup: trivialGroup(2), further },
            unwatchedWork,
          );
          expect(found.gap.mean).toBeLessThanOrEqual((found.generalization?.mean ?? NaN) * (1 + 1e-12));
          expect(found.outputs.count).toBe(m + more);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('agrees with brute force, with standard errors of the means', async () => {
    const test = randomPairs(5, 30);
    const further = columnsOf(randomPairs(6, 11), 0, 1);
    const predictor = wild(2, 1);
    const { gap, generalization } = await outputGap(
      { predictor, pair, test, outputGroup: trivialGroup(2), further },
      unwatchedWork,
    );
    const inputs = zeroPoints(41, 1);
    inputs.values.set(columnsOf(test, 0, 1).values);
    inputs.values.set(further.values, 30);
    const outputs = await predictor.predict(inputs, unwatchedWork);
    const targets = columnsOf(test, 1, 3);
    const least = Array.from({ length: 30 }, (_, i) =>
      Math.min(...Array.from({ length: 41 }, (__, j) => squared(rowOf(targets, i), rowOf(outputs, j)))),
    );
    const errors = Array.from({ length: 30 }, (_, i) => squared(rowOf(targets, i), rowOf(outputs, i)));
    for (const [found, values] of [
      [gap, least],
      [generalization, errors],
    ] as const) {
      const mean = values.reduce((sum, value) => sum + value, 0) / 30;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 29;
      expect(found?.mean).toBeCloseTo(mean, 12);
      expect(found?.standardError).toBeCloseTo(Math.sqrt(variance / 30), 12);
    }
  });
});

describe('hypothesesGap', () => {
  it('takes the nearest hypothesis at the same input, by brute force', async () => {
    const test = randomPairs(7, 25);
    const predictor = wild(3, 4);
    const { gap, generalization } = await hypothesesGap({ predictor, pair, test }, unwatchedWork);
    const outputs = await predictor.predict(columnsOf(test, 0, 1), unwatchedWork);
    const targets = columnsOf(test, 1, 3);
    let sum = 0;
    for (let i = 0; i < 25; i++)
      sum += Math.min(...[0, 1, 2, 3].map((k) => squared(rowOf(targets, i), rowOf(outputs, 4 * i + k))));
    expect(gap.mean).toBeCloseTo(sum / 25, 12);
    expect(generalization).toBeNull();
  });

  it('of one hypothesis is its generalization error', async () => {
    const { gap, generalization } = await hypothesesGap(
      { predictor: wild(3, 1), pair, test: randomPairs(8, 9) },
      unwatchedWork,
    );
    expect(generalization).toEqual(gap);
  });
});

describe('the nearest neighbour', () => {
  it('of a power of the angle has the errors that brute force over all turns finds', async () => {
    const { space } = resolveSpace('regression?input=torus(dimension=2)&frequency=2');
    const { layout } = space;
    if (layout.kind !== 'pair') throw new Error('No pairs.');
    const { group } = resolveGroup('cyclic?order=5&frequencies=1,1,2,2', {
      ambientDimension: space.ambientDimension,
      layout,
    });
    const training = space.sample(20, randomStream(['neighbours', 'training']));
    const test = space.sample(60, randomStream(['neighbours', 'test']));
    const run = { training, group, layout, samples: 0, random: randomStream(['run']) };
    const [model] = await resolveTrainer('nearest-neighbour').trainer.train([run], unwatchedWork);
    if (model === undefined || 'failed' in model || model.predictor === undefined) throw new Error('No predictor.');
    const found = await outputGap(
      { predictor: model.predictor, pair: layout, test, outputGroup: actionOn(group, 4, 8) },
      unwatchedWork,
    );
    const turned = (z: ArrayLike<number>, at: number, angle: number): [number, number] => {
      const [a, b] = [z[at] ?? NaN, z[at + 1] ?? NaN];
      return [a * Math.cos(angle) - b * Math.sin(angle), a * Math.sin(angle) + b * Math.cos(angle)];
    };
    const all = Array.from({ length: 20 * 5 }, (_, index) => {
      const row = rowOf(training, index % 20);
      const angle = (2 * Math.PI * Math.floor(index / 20)) / 5;
      return [0, 2, 4, 6].flatMap((at) => turned(row, at, at < 4 ? angle : 2 * angle));
    });
    let [error, gap] = [0, 0];
    for (let i = 0; i < 60; i++) {
      const row = Array.from(rowOf(test, i));
      const distances = all.map((one) => squared(row.slice(0, 4), one.slice(0, 4)));
      const nearest = all[distances.indexOf(Math.min(...distances))] ?? [];
      error += squared(row.slice(4), nearest.slice(4)) / 60;
      gap += Math.min(...all.map((one) => squared(row.slice(4), one.slice(4)))) / 60;
    }
    expect(found.generalization?.mean).toBeCloseTo(error, 10);
    // All orbits that a held-out input is nearest to: with 60 inputs some may be missing, which can only raise the gap.
    expect(found.gap.mean).toBeGreaterThanOrEqual(gap * (1 - 1e-9));
    expect(found.gap.mean).toBeLessThan(1.5 * gap);
  });
});
