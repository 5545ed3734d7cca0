import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';
import type { EngineClient } from '../client/engine-client';
import { useAskedJob } from './use-asked-job';

let scope: EffectScope;
beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

/** Questions that are answered by hand. */
function asking(delay: number) {
  const cancelled: string[] = [];
  const engine: Pick<EngineClient, 'call' | 'on'> = {
    // Nobody waits for the answer.
    call(name, request) {
      if (name === 'job.cancel' && 'job' in request) cancelled.push(request.job);
      return new Promise(() => undefined);
    },
    on: () => () => undefined,
  };
  const question = shallowRef<{ of: string } | null>({ of: 'a' });
  const asked: { job: string; of: string; answer: (text: string) => void }[] = [];
  const job = scope.run(() =>
    useAskedJob(
      engine,
      () => question.value,
      (id, { of }) => new Promise<string>((answer) => asked.push({ job: id, of, answer })),
      delay,
    ),
  );
  if (job === undefined) throw new Error('The scope has ended.');
  return { question, asked, cancelled, job };
}

describe('useAskedJob', () => {
  it('asks once what has stood still, and forgets what it knew as soon as the question changes', async () => {
    const { question, asked, job } = asking(300);
    vi.advanceTimersByTime(300);
    asked[0]?.answer('of a');
    await vi.waitFor(() => expect(job.result.value).toBe('of a'));
    question.value = { of: 'ab' };
    await nextTick();
    expect(job.result.value).toBeNull();
    vi.advanceTimersByTime(200);
    question.value = { of: 'abc' };
    await nextTick();
    vi.advanceTimersByTime(299);
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(asked.map(({ of }) => of)).toEqual(['a', 'abc']);
  });

  it('does not ask again what only was made anew', async () => {
    const { question, asked } = asking(0);
    question.value = { of: 'a' };
    await nextTick();
    expect(asked).toHaveLength(1);
  });

  it('cancels what has become pointless, and does not take its answer', async () => {
    const { question, asked, cancelled, job } = asking(0);
    question.value = { of: 'b' };
    await nextTick();
    expect(cancelled).toEqual([asked[0]?.job]);
    asked[0]?.answer('of a');
    asked[1]?.answer('of b');
    await vi.waitFor(() => expect(job.result.value).toBe('of b'));
    question.value = null;
    await nextTick();
    expect(job.result.value).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('asks nothing after its end, and cancels what it asked', async () => {
    const { question, asked, cancelled } = asking(300);
    vi.advanceTimersByTime(300);
    question.value = { of: 'b' };
    await nextTick();
    scope.stop();
    vi.advanceTimersByTime(1000);
    expect(asked).toHaveLength(1);
    expect(cancelled).toEqual([asked[0]?.job]);
  });
});
