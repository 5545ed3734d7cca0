import { describe, expect, it, vi } from 'vitest';
import { QuitGuard, type QuitChoice } from './quit-guard';

function guard(choice: QuitChoice, pause: () => Promise<void> = () => Promise.resolve()) {
  const world = { training: true, windows: 1 };
  const surroundings = {
    isTraining: () => world.training,
    hasWindows: () => world.windows > 0,
    ask: vi.fn(() => Promise.resolve(choice)),
    pause: vi.fn(pause),
    closeWindows: vi.fn(() => void (world.windows = 0)),
    quit: vi.fn(),
    complain: vi.fn(),
  };
  return { made: new QuitGuard(surroundings), world, ...surroundings };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('QuitGuard', () => {
  it('asks nothing where nothing is being trained', () => {
    const { made, world, ask } = guard('stay');
    world.training = false;
    expect(made.mayEnd()).toBe(true);
    expect(ask).not.toHaveBeenCalled();
  });

  it('asks once at a time, and again after the user has stayed', async () => {
    const { made, ask, quit } = guard('stay');
    expect([made.mayEnd(), made.mayEnd()]).toEqual([false, false]);
    expect(ask).toHaveBeenCalledOnce();
    await settled();
    expect(made.mayEnd()).toBe(false);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(quit).not.toHaveBeenCalled();
  });

  it('pauses before it ends', async () => {
    let paused: () => void = () => undefined;
    const { made, quit } = guard('pause', () => new Promise((resolve) => (paused = resolve)));
    made.mayEnd();
    await settled();
    expect(quit).not.toHaveBeenCalled();
    expect(made.mayEnd()).toBe(false);
    paused();
    await settled();
    expect(quit).toHaveBeenCalledOnce();
    expect(made.mayEnd()).toBe(true);
  });

  it('stays, and says why, where it cannot pause', async () => {
    const { made, quit, complain } = guard('pause', () => Promise.reject(new Error('disk full')));
    made.mayEnd();
    await settled();
    expect(complain).toHaveBeenCalledExactlyOnceWith(new Error('disk full'));
    expect(quit).not.toHaveBeenCalled();
    expect(made.mayEnd()).toBe(false);
  });

  it('goes on without a window, and ends with the last sweep', async () => {
    const { made, world, closeWindows, quit } = guard('background');
    made.mayEnd();
    await settled();
    expect(closeWindows).toHaveBeenCalledOnce();
    expect(made.inBackground).toBe(true);
    made.trainingChanged();
    expect(quit).not.toHaveBeenCalled();
    world.training = false;
    made.trainingChanged();
    expect(quit).toHaveBeenCalledOnce();
  });

  it('stays where a window was opened meanwhile, and asks again', async () => {
    const { made, world, ask, quit } = guard('background');
    made.mayEnd();
    await settled();
    world.windows = 1;
    made.windowOpened();
    expect(made.mayEnd()).toBe(false);
    expect(ask).toHaveBeenCalledTimes(2);
    world.training = false;
    made.trainingChanged();
    expect(quit).not.toHaveBeenCalled();
  });

  it('asks nothing once the system has decided', () => {
    const { made, ask } = guard('stay');
    made.decide();
    expect(made.mayEnd()).toBe(true);
    expect(ask).not.toHaveBeenCalled();
  });
});
