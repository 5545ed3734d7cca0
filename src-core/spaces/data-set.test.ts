import { describe, expect, it } from 'vitest';
import { randomStream } from '../mathematics/random-stream';
import { dataSetSpace } from './data-set';
import { resolveSpace } from './registry';

const points = { count: 10, dimension: 1, values: Float32Array.from({ length: 10 }, (_, i) => i) };

describe('dataSetSpace', () => {
  it('never draws a row twice, and says when none are left', () => {
    const space = dataSetSpace(points, { kind: 'plain' });
    const first = space.sample(4, randomStream(['training']));
    const second = space.sample(6, randomStream(['test']));
    expect([...first.values, ...second.values].sort((a, b) => a - b)).toEqual([...points.values]);
    expect(() => space.sample(1, randomStream(['more']))).toThrow(
      'has 10 points, of which 0 are left; 1 more were asked for',
    );
  });

  it('draws all rows equally often, by the key alone', () => {
    const counts = new Array<number>(10).fill(0);
    for (let key = 0; key < 2000; key++) {
      const draw = () => dataSetSpace(points, { kind: 'plain' }).sample(3, randomStream([key])).values;
      expect(draw()).toEqual(draw());
      for (const row of draw()) counts[row] = (counts[row] ?? 0) + 1;
    }
    // 600 expected, standard deviation √(2000 · 0.3 · 0.7).
    for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(5 * Math.sqrt(420));
  });

  it('keeps the numbers’ type and the layout', () => {
    const layout = { kind: 'image', rows: 1, columns: 1, channels: 1 } as const;
    const space = dataSetSpace(points, layout);
    expect(space.layout).toEqual(layout);
    expect(space.dimension).toBeUndefined();
    expect(space.sample(1, randomStream([0])).values).toBeInstanceOf(Float32Array);
  });
});

it('is not made from its reference, which only the engine can open', () => {
  expect(() => resolveSpace('data-set?path=points.csv')).toThrow("'points.csv' has to be opened from its file");
  expect(() => resolveSpace('data-set')).toThrow("The task 'data-set': path");
});
