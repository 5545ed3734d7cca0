import type { RunSummary } from '#contract/sweep';
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { describe, expect, it } from 'vitest';
import { createApp, effectScope, shallowRef } from 'vue';
import type { EngineClient } from '../client/engine-client';
import { useLiveSweep } from './use-live-sweep';

/** An engine whose answers are given by hand, one a command. */
function engineByHand() {
  const answers = new Map<string, (answer: unknown) => void>();
  const listeners = new Map<string, (payload: unknown) => void>();
  const stub = {
    state: shallowRef('connected'),
    call: (name: string) => new Promise((resolve) => answers.set(name, resolve)),
    on(name: string, listener: (payload: unknown) => void) {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
  };
  const answer = async (name: string, value: unknown): Promise<void> => {
    answers.get(name)?.(value);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { client: stub as unknown as EngineClient, answer, tell: listeners };
}

describe('useLiveSweep', () => {
  it('keeps what is told between the answers to what it has asked for', async () => {
    const { client, answer, tell } = engineByHand();
    const app = createApp({}).use(VueQueryPlugin, { queryClient: new QueryClient() });
    const scope = effectScope();
    const live = app.runWithContext(() => scope.run(() => useLiveSweep(client)));
    if (live === undefined) throw new Error('The scope has ended.');
    const opened = live.open('s');
    const run: Partial<RunSummary> = { id: 'r', state: 'running' };
    const entry = (message: string) => ({ moment: '', level: 'info', message });
    await answer('history.runs', [run]);
    await answer('history.log', [entry('first')]);
    tell.get('run.changed')?.({ sweepId: 's', runs: [{ ...run, state: 'finished' }] });
    tell.get('sweep.logged')?.({ sweepId: 's', entries: [entry('second')] });
    await answer('history.show', { sweep: { id: 's', state: 'running' }, curves: [] });
    await opened;
    expect(live.runs.value.map(({ state }) => state)).toEqual(['finished']);
    expect(live.log.value).toHaveLength(2);
    expect(live.summary.value?.id).toBe('s');
    scope.stop();
    expect(tell.size).toBe(0);
  });
});
