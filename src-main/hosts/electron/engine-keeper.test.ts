import { describe, expect, it, vi } from 'vitest';
import { EngineKeeper } from './engine-keeper';

function keeper() {
  let time = 0;
  const engines: { crash(reason: string): void; connect: ReturnType<typeof vi.fn> }[] = [];
  const onRestart = vi.fn();
  const onFailure = vi.fn();
  const kept = new EngineKeeper({
    launch(crash) {
      const engine = { crash, connect: vi.fn(), stop: () => Promise.resolve() };
      engines.push(engine);
      return engine;
    },
    onRestart,
    onFailure,
    now: () => time,
  });
  return { kept, engines, onRestart, onFailure, pass: (milliseconds: number) => (time += milliseconds) };
}

describe('an engine that ends', () => {
  it('after it has worked is started again', () => {
    const { kept, engines, onRestart, onFailure, pass } = keeper();
    pass(60_000);
    engines[0]?.crash('SIGSEGV');
    expect(engines).toHaveLength(2);
    expect(onRestart).toHaveBeenCalledOnce();
    expect(onFailure).not.toHaveBeenCalled();
    expect(kept.failure).toBeUndefined();
  });

  it('as soon as it was started is not, until somebody asks', () => {
    const { kept, engines, onRestart, onFailure, pass } = keeper();
    pass(100);
    engines[0]?.crash('exit code 3');
    expect(engines).toHaveLength(1);
    expect(onFailure).toHaveBeenCalledExactlyOnceWith('exit code 3');
    expect(kept.failure).toBe('exit code 3');
    kept.startAgain();
    kept.startAgain();
    expect(engines).toHaveLength(2);
    expect(onRestart).toHaveBeenCalledOnce();
    expect(kept.failure).toBeUndefined();
  });
});
