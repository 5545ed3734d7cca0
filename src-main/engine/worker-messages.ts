import type { WireError } from '#contract/errors';
import type { Progress } from '#core/work';
import type { JobNote } from './job-notes';
import type { JobKind, JobRequests, JobResults } from './jobs/run-job';

/** What the engine tells a worker. */
export type ToWorker =
  | { readonly type: 'job'; readonly id: number; readonly kind: JobKind; readonly request: JobRequests[JobKind] }
  | { readonly type: 'cancel'; readonly id: number };

/** What a worker tells the engine. */
export type FromWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'note'; readonly id: number; readonly note: JobNote }
  | { readonly type: 'done'; readonly id: number; readonly result: JobResults[JobKind] }
  | { readonly type: 'failed'; readonly id: number; readonly error: WireError };
