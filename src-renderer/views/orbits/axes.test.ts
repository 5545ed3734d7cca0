import { describe, expect, it } from 'vitest';
import { principalComponents } from '#core/mathematics/principal-components';
import { axisOptions, coordinateName, defaultAxes, projected, valueAlong } from './axes';

const plain = { kind: 'plain' } as const;
const none = { mean: new Float64Array(0), axes: new Float64Array(0), shares: [] };

describe('axes of a space', () => {
  it('have names in the terms of the layout', () => {
    expect(coordinateName(plain, 3)).toBe('Coordinate 4');
    expect(coordinateName({ kind: 'image', rows: 2, columns: 3, channels: 2 }, 9)).toBe('Row 2, column 2, channel 2');
    expect(coordinateName({ kind: 'point-cloud', points: 2, dimension: 3 }, 4)).toBe('Point 2, y');
    const pair = { kind: 'pair', inputs: 2, outputs: 1, classes: false } as const;
    expect([0, 1, 2].map((k) => coordinateName(pair, k))).toEqual(['Input 1', 'Input 2', 'Output 1']);
  });

  it('are at first coordinates where there are three, inputs against outputs, else components', () => {
    const many = { ...none, shares: [0.5, 0.3, 0.2] };
    expect(defaultAxes({ layout: plain, dimension: 3, components: many })[1]).toBe('coordinate:1');
    expect(defaultAxes({ layout: plain, dimension: 1, components: none })).toEqual([
      'coordinate:0',
      'coordinate:0',
      'coordinate:0',
    ]);
    expect(defaultAxes({ layout: plain, dimension: 9, components: many })[2]).toBe('component:2');
    const pair = { kind: 'pair', inputs: 2, outputs: 1, classes: false } as const;
    expect(defaultAxes({ layout: pair, dimension: 3, components: many })).toEqual([
      'coordinate:0',
      'coordinate:2',
      'coordinate:1',
    ]);
  });

  it('place points by their coordinates, or by their components from the mean', () => {
    const values = Float64Array.from([3, 1, 5, 1, 3, 2, 5, 2, 4, 1.5]);
    const points = { count: 5, dimension: 2, values };
    const { mean, axes, variances, total } = principalComponents(points, 2);
    const components = {
      mean,
      axes: Float64Array.from(axes.values),
      shares: Array.from(variances, (one) => one / total),
    };
    expect(axisOptions({ layout: plain, dimension: 2, components }).components.map(({ label }) => label)).toEqual([
      'PC 1 (80 %)',
      'PC 2 (20 %)',
    ]);
    expect(Array.from(projected(points, ['coordinate:1', 'coordinate:0'], components)).slice(0, 4)).toEqual([
      1, 3, 1, 5,
    ]);
    const first = projected(points, ['component:0'], components);
    expect(Array.from(first).reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 6);
    expect(Array.from(first).reduce((sum, one) => sum + one ** 2 / 5, 0)).toBeCloseTo(variances[0] ?? NaN, 6);
    expect(valueAlong(values.subarray(8), 'component:1', components)).toBeCloseTo(0, 12);
  });
});
