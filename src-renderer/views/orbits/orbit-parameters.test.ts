import { describe, expect, it } from 'vitest';
import { resolveGroup } from '#core/groups/registry';
import { gridOrder } from './grid-order';
import { elementAt, orbitParameters, playedValue } from './orbit-parameters';

describe('orbit parameters', () => {
  const { group } = resolveGroup('o2', { ambientDimension: 4 });
  const parameters = orbitParameters(group);

  it('are the continuous ones and those that go by steps, with their units', () => {
    expect(parameters.map(({ label, continuous }) => [label, continuous])).toEqual([
      ['Angle', true],
      ['Reflection', false],
    ]);
    expect(parameters[0]?.text(Math.PI / 2)).toBe('90.0°');
    expect(parameters[1]?.text(1)).toBe('2 of 2');
    expect(orbitParameters(resolveGroup('trivial', { ambientDimension: 2 }).group)).toEqual([]);
  });

  it('make one element, applied after the one that they start from', () => {
    const base = group.sample({
      path: [],
      uniform: () => 0.25,
      normal: () => 0,
      integer: () => 0,
      derive: () => {
        throw new Error('not needed');
      },
    });
    expect(elementAt(group, parameters, [0, 0], base)).toBe(base);
    const turned = elementAt(group, parameters, [Math.PI / 2, 1], base);
    const reflected = group.compose(Float64Array.of(0, 1), base);
    expect([...turned]).toEqual([...group.compose(Float64Array.of(Math.PI / 2, 0), reflected)]);
  });

  it('are played round', () => {
    const [angle, reflection] = parameters;
    if (angle === undefined || reflection === undefined) throw new Error('There are no parameters.');
    expect(playedValue(angle, 0, 3)).toBeCloseTo(Math.PI, 12);
    expect(playedValue(angle, angle.size - 1e-9, 6)).toBeCloseTo(angle.size - 1e-9, 6);
    expect(playedValue(reflection, 1.5, 0.5)).toBeCloseTo(0.5, 12);
  });
});

describe('gridOrder', () => {
  const measured = {
    places: Int32Array.of(0, 2, 3),
    nearest: Int32Array.of(0, 0, 0),
    distances: Float64Array.of(0.5, 0.1, 0.9),
  };

  it('goes by distance, what was not measured last', () => {
    expect(gridOrder(5, measured, 'drawn')).toEqual([0, 1, 2, 3, 4]);
    expect(gridOrder(5, measured, 'nearest')).toEqual([2, 0, 3, 1, 4]);
    expect(gridOrder(5, measured, 'farthest')).toEqual([3, 0, 2, 1, 4]);
    expect(gridOrder(3, null, 'farthest')).toEqual([0, 1, 2]);
  });
});
