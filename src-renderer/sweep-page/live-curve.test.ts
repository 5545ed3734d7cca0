import { describe, expect, it } from 'vitest';
import type { RunSummary } from '#contract/sweep';
import { liveCurves } from './live-curve';
import { matrixRows } from './matrix-cells';

const run = (changes: Partial<RunSummary>): RunSummary => ({
  id: JSON.stringify(changes),
  sweepId: 's',
  hash: 'h',
  curve: 'trivial',
  group: 'trivial',
  trainer: 'memoriser',
  n: 16,
  replicate: 0,
  state: 'finished',
  gap: 1,
  standardError: 0.1,
  memory: null,
  generalization: null,
  generalizationStandardError: null,
  seconds: 1,
  error: null,
  ...changes,
});

describe('liveCurves', () => {
  it('averages generalization errors where every run has one', () => {
    const runs = [
      run({ gap: 1, generalization: 2 }),
      run({ gap: 3, generalization: 5, replicate: 1 }),
      run({ n: 32, generalization: 2 }),
      run({ n: 32, replicate: 1 }),
    ];
    const [curve] = liveCurves(runs, ['trivial']);
    expect(curve?.points[0]).toMatchObject({ gap: 2, generalization: 3.5, generalizationStandardError: 1.5 });
    expect(curve?.points[1]).not.toHaveProperty('generalization');
  });

  it('averages what has finished, in the order of the sizes, with the standard error of the mean', () => {
    const runs = [
      run({ n: 32, gap: 5 }),
      run({ gap: 1, replicate: 0 }),
      run({ gap: 3, replicate: 1 }),
      run({ gap: null, replicate: 2, state: 'running' }),
      run({ curve: 'so2', gap: 9 }),
    ];
    const [trivial, so2] = liveCurves(runs, ['trivial', 'so2']);
    expect(trivial?.points).toEqual([
      { n: 16, gap: 2, standardError: 1, replicates: 2 },
      { n: 32, gap: 5, standardError: 0.1, replicates: 1 },
    ]);
    expect(so2?.index).toBe(1);
    expect(so2?.points).toHaveLength(1);
  });
});

describe('matrixRows', () => {
  it('counts states by curve and size, whatever order runs come in', () => {
    const rows = matrixRows([
      run({ n: 64, state: 'failed' }),
      run({ replicate: 1, state: 'queued' }),
      run({ replicate: 0 }),
      run({ curve: 'so2' }),
    ]);
    expect(rows.map(({ curve }) => curve)).toEqual(['trivial', 'so2']);
    expect(rows[0]?.columns.map(({ n, runs }) => [n, runs.map(({ replicate }) => replicate)])).toEqual([
      [16, [0, 1]],
      [64, [0]],
    ]);
    expect(rows[0]?.columns[0]?.counts).toMatchObject({ finished: 1, queued: 1, failed: 0 });
  });
});
