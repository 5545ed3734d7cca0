import type { EventOf } from '#contract/events';
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import type { EngineClient } from '../client/engine-client';

export type JobProgress = EventOf<'job.progress'>;

/** A name for a piece of work; unique among the windows of an engine. */
export function newJobId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-');
}

/** The progress of the job with this id, as it is reported. */
export function useJobProgress(
  engine: Pick<EngineClient, 'on'>,
  job: ShallowRef<string | null>,
): ShallowRef<JobProgress | null> {
  const progress = shallowRef<JobProgress | null>(null);
  onScopeDispose(
    engine.on('job.progress', (event) => {
      if (event.job === job.value) progress.value = event;
    }),
  );
  return progress;
}
