import { describe, expect, it } from 'vitest';
import { randomStream } from '#core/mathematics/random-stream';
import type { TrainingState } from '#core/networks/training-state';
import type { Checkpoint } from '../checkpoint';
import type { JobNote } from '../job-notes';
import { BatchLog } from './batch-log';

const runs = ['a', 'b', 'c'].map((id) => ({ id, random: randomStream([1, id]) }));
const streams = runs.map(({ random }) => random.derive('weights'));

function logWith(checkpoints: readonly Checkpoint[] = []) {
  const clock = { now: 1000 };
  const notes: JobNote[] = [];
  const log = new BatchLog({ checkpoints, runs, now: () => clock.now, tell: (note) => void notes.push(note) });
  return { log, clock, notes };
}

const state = (step: number, replicas: readonly string[] = ['x', 'y']): TrainingState => ({
  ...{ replicas, step, steps: 100, recorded: [], since: 0, bytes: 0 },
  losses: replicas.map(() => []),
  failed: replicas.map(() => null),
  tensors: { parameters: Float32Array.from(replicas, (_, r) => 10 * step + r) },
});

describe('what is recorded of a batch', () => {
  it('asks for a checkpoint so often that a kill costs less than 30 s, and soon at first', () => {
    const { log, clock } = logWith();
    const kept: number[] = [];
    for (; clock.now < 181_000; clock.now += 250)
      if (log.due(false)) {
        log.keep(state(1));
        kept.push((clock.now - 1000) / 1000);
      }
    expect(kept[0]).toBeLessThanOrEqual(5);
    const gaps = kept.map((at, i) => at - (kept[i - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(20);
    // Storing is not to cost much where a training is long.
    expect(Math.min(...gaps.slice(-5))).toBeGreaterThanOrEqual(15);
  });

  it('goes on from the latest state of the replicas that are asked for, in their order', () => {
    const { log } = logWith([
      { key: '1', state: state(10), seconds: 5 },
      { key: '2', state: state(30, ['y', 'x', 'z']), seconds: 12 },
      { key: '3', state: state(50, ['x', 'other']), seconds: 1 },
    ]);
    expect(log.load(['x', 'y'])?.step).toBe(30);
    expect([...(log.load(['x', 'y'])?.tensors['parameters'] ?? [])]).toEqual([301, 300]);
    expect(log.load(['x', 'missing'])).toBeUndefined();
    log.keep(state(40));
    expect(log.load(['x', 'y'])?.step).toBe(40);
    expect(log.load(['z'])?.step).toBe(30);
  });

  it('counts the seconds of earlier attempts, up to what they have kept', () => {
    const { log, clock, notes } = logWith([
      { key: '1', state: state(10), seconds: 5 },
      { key: '2', state: state(20, ['z']), seconds: 12 },
    ]);
    clock.now += 3000;
    expect(log.seconds).toBeCloseTo(15, 9);
    log.keep(state(60));
    expect(notes).toMatchObject([{ kind: 'checkpoint', checkpoint: { seconds: 15 } }]);
  });

  it('knows whose losses and memory it is told of, whatever the order', () => {
    const { log, notes } = logWith();
    const [a, b, c] = streams;
    if (a === undefined || b === undefined || c === undefined) throw new Error('no streams');
    log.observe({
      replicas: [c, a],
      from: 0,
      steps: [10, 20],
      losses: [
        [3, 2],
        [5, NaN],
      ],
    });
    log.observe({ replicas: [c, a], from: 1, steps: [15], losses: [[2.5], [4]] });
    expect(log.lossesOf('c')).toEqual({ steps: [10, 15], values: [3, 2.5] });
    expect(log.lossesOf('a')).toEqual({ steps: [10, 15], values: [5, 4] });
    expect(log.lossesOf('b')).toEqual({ steps: [], values: [] });
    expect(notes[1]).toEqual({
      kind: 'losses',
      runs: [
        { id: 'c', from: 1, steps: [15], values: [2.5] },
        { id: 'a', from: 1, steps: [15], values: [4] },
      ],
    });
    log.measure([a, b], 3000);
    expect([log.memoryOf('a'), log.memoryOf('b'), log.memoryOf('c')]).toEqual([1500, 1500, null]);
  });

  it('leaves out losses that are no longer finite where they are stored', () => {
    const { log } = logWith();
    log.observe({ replicas: streams.slice(0, 1), from: 0, steps: [1, 2, 3], losses: [[2, Infinity, NaN]] });
    expect(log.lossesOf('a')).toEqual({ steps: [1], values: [2] });
  });
});
