import { describe, expect, it } from 'vitest';
import { fitCurve } from '../fitting/fit-curve';
import { leaveOneOutCurve } from '../gap/leave-one-out-curve';
import { resolveGroup } from '../groups/registry';
import { randomStream } from '../mathematics/random-stream';
import { mean } from '../mathematics/statistics';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import { type FittedGapCurve, type SavedData, savedData } from './saved-data';

const { space } = resolveSpace('torus?dimension=2');
const context = { ambientDimension: space.ambientDimension, layout: space.layout };
const sizes = [2, 3, 4, 6, 9, 14, 21, 32, 48, 72, 100];
const sets = 200;

async function fitted(groupName: string, set: number): Promise<FittedGapCurve> {
  const points = space.sample(200, randomStream(['saved data', set]));
  const { group } = resolveGroup(groupName, context);
  const found = await leaveOneOutCurve({ points, group, sizes, influences: true }, unwatchedWork);
  const curve = { sizes: found.sizes, gaps: found.gaps, covariance: found.covariance };
  return { curve, fit: fitCurve(curve, { window: [14, 100] }), influences: found.influences };
}

const curves = Promise.all(
  Array.from({ length: sets }, (_, set) => Promise.all([fitted('trivial', set), fitted('so2', set)])),
);
const apart = (curve: FittedGapCurve): FittedGapCurve => ({ ...curve, influences: undefined });
const logWidth = ({ factor: { interval } }: SavedData): number => Math.log((interval[1] ?? NaN) / (interval[0] ?? NaN));

describe('the factor of data saved', () => {
  it.each([
    ['measured', 0.35],
    ['forecast', 0.08],
  ])('has intervals that hold the truth about as often as they say: %s', async (source, gap) => {
    const found = (await curves).map(([without, own]) => savedData(without, own, gap));
    expect(found.every(({ without }) => without.source === source)).toBe(true);
    const truth = Math.exp(mean(found.map(({ factor }) => Math.log(factor.value ?? NaN))));
    const isHeld = ({ factor: { interval } }: SavedData): boolean =>
      (interval[0] ?? Infinity) <= truth && truth <= (interval[1] ?? 0);
    const share = found.filter(isHeld).length / sets;
    expect(share).toBeGreaterThan(0.91);
    expect(share).toBeLessThan(0.99);
    const independent = (await curves).map(([without, own]) => savedData(apart(without), apart(own), gap));
    expect(mean(found.map(logWidth))).toBeLessThan(mean(independent.map(logWidth)));
  });

  it('is known where both curves are the same', async () => {
    const [without] = (await curves)[0] ?? [];
    if (without === undefined) throw new Error('There is no curve.');
    for (const gap of [0.35, 0.08]) {
      const { factor } = savedData(without, without, gap);
      expect(factor.value).toBeCloseTo(1, 9);
      // Of a forecast the two ends are not equally far.
      expect(factor.interval[1]).toBeLessThan(1.02);
    }
  });
});
