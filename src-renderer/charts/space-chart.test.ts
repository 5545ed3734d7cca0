import { describe, expect, it } from 'vitest';
import { chartSvg } from '../exports/export-chart';
import { spaceChart, type FlatSpace } from './space-chart';

const size = { width: 120, height: 110, fontPoints: 9 };

describe('spaceChart', () => {
  it('draws every point, and lines that do not run into each other', () => {
    const space: FlatSpace = {
      sets: [
        { name: 'Training points', colour: '#0061a8', symbol: 'diamond', positions: Float32Array.of(0, 1, 1, 0) },
        { name: 'Samples', colour: '#c04a00', symbol: 'circle', positions: Float32Array.of(0.5, 0.5) },
        { name: 'Test points', colour: '#777777', symbol: 'cross', positions: Float32Array.of(-0.5, 0, 0.1, 0.2) },
      ],
      lines: [Float32Array.of(0, 0, 1, 1, 1, 0), Float32Array.of(-1, -1, -0.5, -0.5)],
      lineColour: '#0061a8',
      copies: new Float32Array(0),
      axisNames: ['Input 1', 'Output 1'],
      rangesIn: () => ({ x: [-1.2, 1.2], y: [-1.2, 1.2] }),
    };
    const svg = chartSvg({
      chart: (theme, width, height) => spaceChart(space, theme, width, height),
      size,
      title: '',
    });
    for (const text of ['Training points', 'Samples', 'Test points', 'Input 1', 'Output 1'])
      expect(svg).toContain(text);
    expect(svg).not.toMatch(/NaN|undefined/);
    // Two lines: two pen-downs in the path of the line series.
    const path = /<path d="([^"]*)" fill="none" [^>]*stroke="#0061a8"/.exec(svg)?.[1] ?? '';
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path.match(/L/g)).toHaveLength(3);
    // Points lie on the lines.
    expect(svg.indexOf(path)).toBeLessThan(svg.indexOf('#c04a00'));
  });
});
