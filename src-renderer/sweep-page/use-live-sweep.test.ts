import { sweepDeclaration, type LogEntry, type RunState, type RunSummary, type SweepReport } from '#contract/sweep';
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { describe, expect, it, vi } from 'vitest';
import { createApp, effectScope } from 'vue';
import { createEngineClient } from '../client/engine-client';
import { memoryEngine } from '../client/memory-engine.test-files';
import { useLiveSweep } from './use-live-sweep';

/** An engine whose answers are given by hand, one a command. */
function engineByHand() {
  const answers = new Map<string, (value: unknown) => void>();
  const engine = memoryEngine(
    (name) => new Promise((resolve) => answers.set(name, (value) => resolve({ ok: true, value }))),
  );
  return { client: createEngineClient(engine.connector), tell: engine.tell, answers };
}

function runIn(state: RunState): RunSummary {
  return {
    ...{ id: 'r', sweepId: 's', hash: 'h', curve: 'c', group: 'trivial', trainer: 'memoriser', n: 8, replicate: 0 },
    ...{ state, gap: null, standardError: null, generalization: null, generalizationStandardError: null },
    ...{ seconds: null, memory: null, error: null },
  };
}

const entry = (message: string): LogEntry => ({ moment: '2026-01-01T00:00:00Z', level: 'info', message });

const report: SweepReport = {
  sweep: {
    ...{ id: 's', name: 'A sweep', task: 'circle', state: 'running', created: '2026-01-01T00:00:00Z', backend: 'cpu' },
    ...{ runs: 1, finished: 0, failed: 0, seconds: 0 },
    declaration: sweepDeclaration.parse({ task: 'circle', sizes: [8] }),
  },
  curves: [],
  deleted: false,
};

describe('useLiveSweep', () => {
  it('keeps what is told between the answers to what it has asked for', async () => {
    const { client, tell, answers } = engineByHand();
    const app = createApp({}).use(VueQueryPlugin, { queryClient: new QueryClient() });
    const scope = effectScope();
    const live = app.runWithContext(() => scope.run(() => useLiveSweep(client)));
    if (live === undefined) throw new Error('The scope has ended.');
    const states = (): RunState[] => live.runs.value.map(({ state }) => state);
    const opened = live.open('s');
    await vi.waitFor(() => expect(answers.size).toBe(3));
    answers.get('history.runs')?.([runIn('running')]);
    answers.get('history.log')?.([entry('first')]);
    await vi.waitFor(() => expect([states(), live.log.value.length]).toEqual([['running'], 1]));
    tell('run.changed', { sweepId: 's', runs: [runIn('finished')] });
    tell('sweep.logged', { sweepId: 's', entries: [entry('second')] });
    await vi.waitFor(() => expect([states(), live.log.value.length]).toEqual([['finished'], 2]));
    answers.get('history.show')?.(report);
    await opened;
    expect(states()).toEqual(['finished']);
    expect(live.log.value).toHaveLength(2);
    expect(live.summary.value?.id).toBe('s');
    // What is told afterwards is nobody's; a message behind it shows that it has come.
    scope.stop();
    const came = vi.fn();
    client.on('run.changed', came);
    tell('run.changed', { sweepId: 's', runs: [runIn('failed')] });
    await vi.waitFor(() => expect(came).toHaveBeenCalledOnce());
    expect(states()).toEqual(['finished']);
    client.dispose();
  });
});
