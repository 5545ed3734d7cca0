import { describe, expect, it } from 'vitest';
import { screenTheme } from '../../charts/chart-theme';
import { parallelAxes, parallelOption } from './parallel-option';

const cells = {
  n: Float64Array.of(8, 16, 32),
  gap: Float64Array.of(0.5, NaN, 0.001),
  memorised: Float64Array.of(0.001, 0.5, 1),
  seconds: Float64Array.of(1, 2, 3),
  coverage: Float64Array.of(NaN, NaN, NaN),
  group: ['a', 'b', null],
};

describe('parallel coordinates', () => {
  it('have an axis a column of numbers, logarithmic where the numbers spread', () => {
    const axes = parallelAxes({ cells }, Object.keys(cells));
    expect(axes.map(({ column, log }) => [column, log])).toEqual([
      ['n', true],
      ['gap', true],
      ['memorised', false],
      ['seconds', false],
    ]);
    expect([...(axes[0]?.values ?? [])]).toEqual([8, 16, 32].map(Math.log10));
  });

  it('have gaps on a logarithm however little they spread, and numbers that a logarithm cannot show as they are', () => {
    const narrow = { gap: Float64Array.of(0.2, 0.3), generalization: Float64Array.of(0, 0.3) };
    expect(parallelAxes({ cells: narrow }, Object.keys(narrow)).map(({ log }) => log)).toEqual([true, false]);
  });

  it('break a line where a run has no number', () => {
    const option = parallelOption(parallelAxes({ cells }, ['n', 'gap']), screenTheme(false));
    expect(option.series).toMatchObject([
      {
        data: [
          [expect.closeTo(0.903), expect.closeTo(-0.301)],
          [expect.closeTo(1.204), '-'],
          [expect.closeTo(1.505), expect.closeTo(-3)],
        ],
      },
    ]);
  });
});
