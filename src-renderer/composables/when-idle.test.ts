import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenIdle } from './when-idle';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('asks a browser that can tell, and takes the question back', () => {
  const ask = vi.fn(() => 7);
  const takeBack = vi.fn();
  vi.stubGlobal('requestIdleCallback', ask);
  vi.stubGlobal('cancelIdleCallback', takeBack);
  const act = vi.fn();
  whenIdle(act, 500)();
  expect(ask).toHaveBeenCalledWith(act, { timeout: 500 });
  expect(takeBack).toHaveBeenCalledWith(7);
});

it('acts afterwards where the browser cannot tell, once, or never if it is taken back', () => {
  vi.stubGlobal('requestIdleCallback', undefined);
  Reflect.deleteProperty(globalThis, 'requestIdleCallback');
  const [act, never] = [vi.fn(), vi.fn()];
  whenIdle(act, 500);
  whenIdle(never, 500)();
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledOnce();
  expect(never).not.toHaveBeenCalled();
});
