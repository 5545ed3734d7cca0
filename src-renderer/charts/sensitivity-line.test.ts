import { describe, expect, it } from 'vitest';
import { sensitivityLine } from './sensitivity-line';

describe('sensitivityLine', () => {
  it('spreads the parameter by its logarithm and puts larger dimensions higher', () => {
    const { points, path, range } = sensitivityLine(
      [
        { value: 1, dimension: 2, interval: [1, 3] },
        { value: 10, dimension: 4, interval: [3.5, 4.5] },
        { value: 100, dimension: 5, interval: [4, 9] },
      ],
      106,
      46,
    );
    expect(points.map(({ x }) => x)).toEqual([3, 53, 103]);
    expect(range).toEqual([1, 9]);
    expect(points[0]).toMatchObject({ y: 38, low: 43, high: 33 });
    expect(points[2]?.high).toBe(3);
    expect(path).toBe('M3.0 38.0L53.0 28.0L103.0 23.0');
  });

  it('draws a single exact value in the middle', () => {
    const { points } = sensitivityLine([{ value: 3, dimension: 2, interval: [2, 2] }], 20, 10);
    expect(points).toEqual([{ x: 10, y: 5, low: 5, high: 5 }]);
  });
});
