import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { events as contract } from '#contract/events';
import type { SweepSummary } from '#contract/sweep';
import { EventBus } from './event-bus';
import { SweepLog } from './sweep-log';
import { SweepAnnouncer } from './sweep-announcer';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const before: SweepSummary = {
  ...{ id: 'a', name: 'A', task: 'circle', created: '2026-01-02T03:04:05.000Z', backend: 'cpu', seconds: 0 },
  ...{ state: 'running', runs: 100, finished: 10, failed: 2 },
};

describe('the time that is left of a sweep', () => {
  it('is that of the runs to be done, not of those that stay cancelled', async () => {
    let summary = before;
    const workspace = { summary: () => Promise.resolve(summary), runs: () => Promise.resolve([]) };
    const events = new EventBus();
    const remaining: (number | null)[] = [];
    events.listen((name, payload) => {
      if (name === 'sweep.changed') remaining.push(contract[name].parse(payload).remaining);
    });
    const announcer = new SweepAnnouncer(
      workspace,
      events,
      new SweepLog(() => Promise.resolve({ addLog: () => Promise.resolve(), log: () => Promise.resolve([]) }), events),
      before,
    );
    // 88 runs are neither finished nor failed; 83 of them were cancelled.
    announcer.begun(5);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(remaining.at(-1)).toBeNull();
    // One has finished, and one has failed: two of five in ten seconds.
    summary = { ...before, finished: 11, failed: 3 };
    announcer.changed();
    await vi.advanceTimersByTimeAsync(0);
    expect(remaining.at(-1)).toBeCloseTo(15, 6);
    await vi.advanceTimersByTimeAsync(5_000);
    summary = { ...before, finished: 15, failed: 2 };
    announcer.changed();
    await vi.advanceTimersByTimeAsync(0);
    expect(remaining.at(-1)).toBe(0);
  });
});
