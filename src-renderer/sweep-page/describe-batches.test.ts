import { describe, expect, it } from 'vitest';
import { describeBatches } from './describe-batches';

const title = (label: string): string => label.toUpperCase();

const batch = { curve: 'so2', from: 16, to: 1024, step: 'training', current: 439, total: 1000 };

describe('describeBatches', () => {
  it('names the curve, the sizes, the step and its share', () => {
    expect(describeBatches([batch], title)).toBe('SO2, n 16–1,024: training 43 %');
    expect(describeBatches([{ ...batch, to: 16, current: 2000 }], title)).toBe('SO2, n 16: training 100 %');
  });

  it('tells two batches and how many more there are', () => {
    expect(describeBatches([batch, { ...batch, curve: 'trivial' }, batch, batch], title)).toMatch(
      /^SO2, .* · TRIVIAL, .* · 2 more$/,
    );
  });

  it('says nothing of what has not begun', () => {
    expect(describeBatches([{ ...batch, step: 'starting', current: 0, total: 0 }], title)).toBe('');
    expect(describeBatches([], title)).toBe('');
  });
});
