import { describe, expect, it } from 'vitest';
import { distanceBins, distanceChart, type DistanceSet } from './distance-chart';
import { chartSvg } from '../exports/export-chart';

const set = (name: string, distances: readonly number[], filled = false): DistanceSet => ({
  name,
  colour: '#123456',
  distances: Float64Array.from(distances),
  filled,
});

describe('distanceBins', () => {
  it('gives each set the shares of its own points, the last bin holding all beyond', () => {
    const uniform = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    const { width, shares, beyond } = distanceBins([set('a', uniform), set('b', [0.1, 0.9, 7])], 10);
    expect(width).toBeCloseTo(0.0989, 3);
    expect(beyond).toBe(true);
    for (const own of shares) expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    for (const share of shares[0]?.slice(0, 9) ?? []) expect(share).toBeCloseTo(0.099, 2);
    expect(shares[1]).toEqual([0, 1 / 3, 0, 0, 0, 0, 0, 0, 0, 2 / 3]);
  });

  it('has a bin where all distances are nought', () => {
    expect(distanceBins([set('a', [0, 0])], 4).shares).toEqual([[1, 0, 0, 0]]);
    expect(distanceBins([], 4)).toMatchObject({ shares: [], beyond: false });
  });
});

describe('distanceChart', () => {
  it('cuts a bar that would dwarf the others, and says how high it is', () => {
    const memorised = set('Samples', new Array<number>(50).fill(0), true);
    const others = set(
      'Training to training',
      Array.from({ length: 50 }, (_, i) => 0.5 + i / 50),
    );
    const size = { width: 120, height: 80, fontPoints: 9 };
    const svg = chartSvg({
      chart: (theme, width, height) => distanceChart([memorised, others], 0.1, theme, { width, height }),
      size,
      title: '',
    });
    expect(svg).toContain('↑ 100 %');
    expect(svg).toContain('Distance to the nearest orbit');
    expect(svg).not.toMatch(/NaN/);
  });
});
