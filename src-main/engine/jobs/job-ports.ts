import type { DataRequest } from '#contract/data';
import type { DoctorReport } from '#contract/registry';
import type { StartRowHelpers } from '#core/gap/row-helper';
import type { Points } from '#core/mathematics/points';
import type { Layout } from '#core/spaces/layout';
import type { Work } from '#core/work';

/** What the jobs need of the world outside; the worker's host provides it. */
export interface JobPorts {
  openData(
    request: DataRequest,
    work: Work,
  ): Promise<{
    readonly points: Points;
    readonly layout: Layout;
    readonly summary: { readonly source: string; readonly available: number };
    /** One a point, where the source has them. */
    readonly labels?: readonly string[];
  }>;
  /** Throws 'unknown-id' where there is no such backend; starts none. */
  checkBackend(id: string): void;
  activateBackend(id: string): Promise<{ readonly id: string; readonly label: string }>;
  reportBackends(): Promise<DoctorReport['backends']>;
  /** Threads to sort distances with, where there are processors to spare. */
  readonly startRowHelpers?: StartRowHelpers;
  /** Milliseconds. */
  now(): number;
}
