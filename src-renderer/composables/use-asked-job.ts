import { CancelledError } from '#core/errors';
import { useTimeoutFn } from '@vueuse/core';
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { EngineClient } from '../client/engine-client';
import { errorLine } from '../client/errors';
import { newJobId, useJobProgress, type JobProgress } from './use-job';

/** What a long command has answered, or how far it is. */
export interface AskedJob<Result> {
  readonly result: ShallowRef<Result | null>;
  readonly problem: ShallowRef<string | null>;
  /** The id of the job that is under way. */
  readonly job: ShallowRef<string | null>;
  readonly progress: ShallowRef<JobProgress | null>;
  /** Asks anew, at once; what is known stays until the answer is there. */
  again(): Promise<void>;
  cancel(): void;
}

/**
 * Asks the engine a long question whenever it changes; one that has become pointless is cancelled.
 * @param question - what is asked; plain data, null where there is nothing to ask
 * @param delay - milliseconds for which the question is to have stood still, where it is typed
 */
export function useAskedJob<Question, Result>(
  engine: Pick<EngineClient, 'call' | 'on'>,
  question: () => Question | null,
  ask: (job: string, question: Question) => Promise<Result>,
  delay = 0,
): AskedJob<Result> {
  const result = shallowRef<Result | null>(null);
  const problem = shallowRef<string | null>(null);
  const job = shallowRef<string | null>(null);
  const progress = useJobProgress(engine, job);

  function cancel(): void {
    if (job.value !== null) void engine.call('job.cancel', { job: job.value }).catch(() => undefined);
    job.value = null;
  }

  async function again(): Promise<void> {
    cancel();
    const asked = question();
    if (asked === null) return;
    const current = newJobId();
    job.value = current;
    progress.value = null;
    try {
      const answer = await ask(current, asked);
      if (job.value !== current) return;
      result.value = answer;
      problem.value = null;
    } catch (error) {
      if (job.value !== current) return;
      problem.value = error instanceof CancelledError ? 'Cancelled.' : errorLine(error);
    }
    job.value = null;
  }

  const { start } = useTimeoutFn(() => void again(), delay, { immediate: false });
  watch(
    () => JSON.stringify(question()),
    () => {
      result.value = null;
      problem.value = null;
      cancel();
      if (delay > 0) start();
      else void again();
    },
    { immediate: true },
  );
  onScopeDispose(cancel);
  return { result, problem, job, progress, again, cancel };
}
