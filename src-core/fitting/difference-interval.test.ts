import { describe, expect, it } from 'vitest';
import { differenceInterval } from './difference-interval';

describe('differenceInterval', () => {
  it('adds widths in squares, each side with the ends that it has', () => {
    const [low, high] = differenceInterval({ value: 5, interval: [4, 8] }, { value: 2, interval: [1, 6] }, 0);
    expect(low).toBeCloseTo(3 - Math.hypot(1, 4), 12);
    expect(high).toBeCloseTo(3 + Math.hypot(3, 1), 12);
  });

  it('is open where a part is', () => {
    expect(differenceInterval({ value: 5, interval: [4, null] }, { value: 2, interval: [1, 6] }, 0)[1]).toBeNull();
  });
});
