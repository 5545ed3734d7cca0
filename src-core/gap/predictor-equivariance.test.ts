import { describe, expect, it } from 'vitest';
import { resolveGroup } from '../groups/registry';
import { trivialGroup } from '../groups/trivial';
import { rowOf, zeroPoints, type Points } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import { predictorEquivarianceError } from './predictor-equivariance';

const { space } = resolveSpace('regression?input=circle&frequency=2');
const { layout } = space;
const context = { ambientDimension: space.ambientDimension, layout };
const pairs = space.sample(400, randomStream(['predictor equivariance']));

/** Turns each input by `turn` and takes the power `power` of it, as `hypotheses` outputs of growing length. */
function turning(power: number, turn: number, hypotheses: number) {
  return {
    hypotheses,
    predict: (inputs: Points) => {
      const outputs = zeroPoints(inputs.count * hypotheses, 2);
      for (let row = 0; row < outputs.count; row++) {
        const [a = 0, b = 0] = rowOf(inputs, Math.floor(row / hypotheses));
        const angle = power * Math.atan2(b, a) + turn;
        const length = 1 + (row % hypotheses);
        outputs.values.set([length * Math.cos(angle), length * Math.sin(angle)], 2 * row);
      }
      return Promise.resolve(outputs);
    },
  };
}

function errorOf(predictor: ReturnType<typeof turning>, reference: string): Promise<number | null> {
  if (layout.kind !== 'pair') throw new Error('No pairs.');
  const { group } = resolveGroup(reference, context);
  return predictorEquivarianceError(
    { predictor, pair: layout, pairs, group, random: randomStream(['elements']) },
    unwatchedWork,
  );
}

describe('predictorEquivarianceError', () => {
  it.each([1, 3])('is 0 of an equivariant map, of %i hypotheses', async (hypotheses) => {
    expect(await errorOf(turning(2, 0.7, hypotheses), 'so2?frequencies=1,2')).toBeLessThan(1e-25);
  });

  it('of a map of another frequency is that of turns which have nothing to do with each other', async () => {
    // f(gx) − g f(x) = 2 sin(θ/2) in length for a frequency that is wrong by 1: 4 sin²(θ/2) has mean 2 over all θ; its standard deviation √2 over 64 probes.
    const error = await errorOf(turning(3, 0, 2), 'so2?frequencies=1,2');
    expect(Math.abs((error ?? NaN) - 2)).toBeLessThan((4 * Math.SQRT2) / 8);
    // Of half turns θ is 0 or π: 0 or 4.
    const half = await errorOf(turning(3, 0, 1), 'cyclic?order=2&frequencies=1,2');
    expect(Math.abs((half ?? NaN) - 2)).toBeLessThan((4 * 2) / 8);
  });

  it('is not measured where there is no group', async () => {
    if (layout.kind !== 'pair') throw new Error('No pairs.');
    const group = trivialGroup(space.ambientDimension);
    const request = { predictor: turning(1, 0, 1), pair: layout, pairs, group, random: randomStream(['none']) };
    expect(await predictorEquivarianceError(request, unwatchedWork)).toBeNull();
  });
});
