import { describe, expect, it } from 'vitest';
import { expectedTime, type KnownTime, type RunsToTime } from './expected-time';

const workOf = (trainer: string) => ({
  algorithm: trainer.split('?')[0] ?? '',
  amount: (n: number) => (trainer.startsWith('network') ? Number(/steps=(\d+)/.exec(trainer)?.[1] ?? 1000) : n),
});
const known = (trainer: string, n: number, seconds: number, more: Partial<KnownTime> = {}): KnownTime => ({
  task: 'torus',
  group: 'trivial',
  ...{ trainer, n, seconds, runs: 4 },
  ...more,
});
const wanted = (trainer: string, n: number, count = 10): RunsToTime => ({
  task: 'torus',
  group: 'trivial',
  ...{ trainer, n, count },
});

describe('expectedTime', () => {
  it('is what runs of the same curve took, with log t linear in log n between their sizes', () => {
    const times = [known('memoriser', 16, 0.1), known('memoriser', 256, 1.6)];
    // t is proportional to n here, so that it is at any size in between.
    expect(expectedTime([wanted('memoriser', 64)], times, workOf)).toMatchObject({
      basis: 'same',
      runs: 8,
      unknown: [],
    });
    expect(expectedTime([wanted('memoriser', 64)], times, workOf).seconds).toBeCloseTo(10 * 0.4, 10);
    expect(expectedTime([wanted('memoriser', 16)], times, workOf).seconds).toBeCloseTo(1, 10);
  });

  it('grows with n beyond the sizes that are known, but for networks, whose steps take as long', () => {
    expect(expectedTime([wanted('memoriser', 512)], [known('memoriser', 256, 1.6)], workOf).seconds).toBeCloseTo(
      32,
      10,
    );
    expect(expectedTime([wanted('network', 512)], [known('network', 256, 1.6)], workOf).seconds).toBeCloseTo(16, 10);
  });

  it('prefers the same curve to the same trainer, and that to the same algorithm', () => {
    const elsewhere = known('network', 64, 2, { task: 'circle', runs: 3 });
    const longer = known('network?steps=4000', 64, 8);
    expect(expectedTime([wanted('network', 64, 1)], [longer, elsewhere, known('network', 64, 5)], workOf)).toEqual({
      ...{ seconds: 5, basis: 'same', runs: 4, unknown: [] },
    });
    expect(expectedTime([wanted('network', 64, 1)], [longer, elsewhere], workOf)).toMatchObject({
      ...{ seconds: 2, basis: 'similar', runs: 3 },
    });
    expect(expectedTime([wanted('network', 64, 1)], [longer], workOf)).toMatchObject({ seconds: 2, basis: 'scaled' });
  });

  it('weighs several times of one size by their runs', () => {
    const times = [known('network', 64, 1, { runs: 1 }), known('network', 64, 5, { runs: 3, group: 'so2' })];
    expect(expectedTime([{ ...wanted('network', 64, 1), task: 'sphere' }], times, workOf).seconds).toBeCloseTo(4, 10);
  });

  it('says what it does not know rather than leaving it out', () => {
    const found = expectedTime([wanted('memoriser', 8), wanted('lloyd', 8)], [known('memoriser', 8, 1)], workOf);
    expect(found).toMatchObject({ seconds: null, unknown: ['lloyd'] });
    expect(expectedTime([], [], workOf)).toEqual({ seconds: 0, basis: null, runs: 0, unknown: [] });
  });
});
