import { describe, expect, it } from 'vitest';
import type { SweepSummary } from './sweep';
import { afterChange, afterProgress, shareDone, type TrainingSweeps } from './training';

function changed(id: string, changes: Partial<SweepSummary> = {}) {
  return {
    ...{ id, name: id, task: 'torus', state: 'running' as const, created: '2026-01-01T00:00:00Z', runs: 10 },
    ...{ finished: 0, failed: 0, seconds: 0, backend: 'cpu', remaining: null },
    ...changes,
  };
}

const progress = (sweepId: string, done: number) => ({ sweepId, done, remaining: 60, batches: [] });
const none: TrainingSweeps = new Map();

describe('the sweeps that are being run', () => {
  it('are those that have begun and not ended', () => {
    const two = afterChange(afterChange(none, changed('a')), changed('b', { runs: 30 }));
    expect([...two.keys()]).toEqual(['a', 'b']);
    for (const state of ['finished', 'failed', 'cancelled', 'interrupted', 'paused'] as const)
      expect([...afterChange(two, changed('a', { state })).keys()]).toEqual(['b']);
    expect(none.size).toBe(0);
  });

  it('have a share that is done, of all their runs', () => {
    expect(shareDone(none)).toBeNull();
    const two = afterChange(afterChange(none, changed('a', { finished: 4, failed: 1 })), changed('b', { runs: 30 }));
    expect(shareDone(two)).toBeCloseTo(5 / 40);
    const further = afterProgress(two, progress('b', 2.5));
    expect(shareDone(further)).toBeCloseTo(7.5 / 40);
    expect(further.get('b')?.remaining).toBe(60);
    // What is under way stays until the next word on it.
    expect(shareDone(afterChange(further, changed('b', { runs: 30, finished: 1 })))).toBeCloseTo(8.5 / 40);
    expect(afterProgress(two, progress('c', 1))).toBe(two);
  });
});
