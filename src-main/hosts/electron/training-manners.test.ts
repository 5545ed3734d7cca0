import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SweepSummary } from '#contract/sweep';
import { afterChange, afterProgress } from '#contract/training';
import { TrainingManners } from './training-manners';

const electron = vi.hoisted(() => ({
  window: { setProgressBar: vi.fn() },
  focused: vi.fn((): object | null => null),
  blocker: { start: vi.fn(() => 7), stop: vi.fn() },
  shown: vi.fn(),
}));
vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => [electron.window], getFocusedWindow: electron.focused },
  powerSaveBlocker: electron.blocker,
  Notification: class {
    static isSupported = () => true;
    #click: () => void = () => undefined;
    constructor(private readonly options: { title: string; body: string }) {}
    on(_event: 'click', listener: () => void) {
      this.#click = listener;
    }
    show() {
      electron.shown(this.options, this.#click);
    }
  },
}));

beforeEach(() => void vi.clearAllMocks());

const summary = (changes: Partial<SweepSummary> = {}): SweepSummary & { remaining: null } => ({
  ...{ id: 'a', name: 'torus', task: 'torus', state: 'running', created: '2026-01-01T00:00:00Z', runs: 8 },
  ...{ finished: 2, failed: 0, seconds: 1, backend: 'cpu', remaining: null },
  ...changes,
});

describe('TrainingManners', () => {
  it('shows progress and keeps the machine awake only while something is being trained', () => {
    const manners = new TrainingManners(() => undefined);
    const running = afterChange(new Map(), summary());
    manners.changed(running);
    expect(electron.window.setProgressBar).toHaveBeenLastCalledWith(0.25);
    manners.changed(afterProgress(running, { sweepId: 'a', done: 2, remaining: null, batches: [] }));
    expect(electron.window.setProgressBar).toHaveBeenLastCalledWith(0.5);
    expect(electron.blocker.start).toHaveBeenCalledExactlyOnceWith('prevent-app-suspension');
    expect(electron.blocker.stop).not.toHaveBeenCalled();
    manners.changed(new Map());
    manners.changed(new Map());
    expect(electron.window.setProgressBar).toHaveBeenLastCalledWith(-1);
    expect(electron.blocker.stop).toHaveBeenCalledExactlyOnceWith(7);
    manners.changed(running);
    expect(electron.blocker.start).toHaveBeenCalledTimes(2);
  });

  it('tells of an end that nobody sees, and opens the sweep at a click', () => {
    const show = vi.fn();
    new TrainingManners(show).ended(summary({ state: 'finished', finished: 7, failed: 1 }));
    expect(electron.shown).toHaveBeenCalledOnce();
    const [options, click] = electron.shown.mock.calls[0] ?? [];
    expect(options).toEqual({ title: '‘torus’ finished', body: '7 of 8 runs, 1 failed' });
    click();
    expect(show).toHaveBeenCalledExactlyOnceWith('a');
  });

  it('says nothing where the user looks, nor of what he did himself', () => {
    const manners = new TrainingManners(() => undefined);
    for (const state of ['paused', 'cancelled', 'interrupted'] as const) manners.ended(summary({ state }));
    electron.focused.mockReturnValueOnce({});
    manners.ended(summary({ state: 'finished' }));
    expect(electron.shown).not.toHaveBeenCalled();
  });
});
