import { describe, expect, it } from 'vitest';
import { BatchProgress } from './batch-progress';
import type { LeasedBatch } from './workspace';

const batch = (id: number, runs: number): LeasedBatch => ({
  ...{ id, token: 1, attempts: 1 },
  curve: { id: 1, label: 'trivial', group: 'trivial', trainer: 'diffusion', result: null },
  runs: Array.from({ length: runs }, (_, replicate) => ({ id: String(replicate), hash: 'h', n: 8, replicate })),
});
const training = (current: number) => ({ step: 'training', current, total: 100 });

describe('the progress of batches', () => {
  it('counts training as nine tenths of the work, in runs', () => {
    const progress = new BatchProgress();
    progress.begin(batch(1, 8));
    progress.note(batch(1, 8), training(0));
    progress.note(batch(1, 8), training(50));
    expect(progress.runs).toBeCloseTo(8 * 0.45, 12);
    expect(progress.restored).toBe(0);
    // Another training of the batch, which begins anew, takes nothing back.
    progress.note(batch(1, 8), training(10));
    expect(progress.runs).toBeCloseTo(8 * 0.45, 12);
    progress.end(batch(1, 8));
    expect(progress.runs).toBe(0);
  });

  it('tells what a batch went on from, also once it has ended, but not what it did here before it was tried again', () => {
    const progress = new BatchProgress();
    progress.begin(batch(1, 8));
    for (const current of [40, 60, 80]) progress.note(batch(1, 8), training(current));
    expect(progress.runs).toBeCloseTo(8 * 0.72, 12);
    expect(progress.restored).toBeCloseTo(8 * 0.36, 12);
    progress.end(batch(1, 8));
    progress.begin(batch(1, 8));
    for (const current of [70, 90]) progress.note(batch(1, 8), training(current));
    expect(progress.restored).toBeCloseTo(8 * 0.36, 12);
  });
});
