import type { Work } from '#core/work';
import type { JobNote } from '../job-notes';

/** Work that can tell more than its progress. */
export interface JobWork extends Work {
  tell(note: JobNote): void;
}
