import type { RequestOf, ResponseOf } from '#contract/commands';
import { CancelledError, ExpectedError } from '#core/errors';
import { shallowRef, type ShallowRef } from 'vue';
import { useEngine } from '../client/use-engine';
import { saveFile } from '../composables/save-file';
import { newJobId, useJobProgress, type JobProgress } from '../composables/use-job';

/** Packing of sweeps into one file. */
export interface BundleExport {
  /** Answers the file's name and bytes; null where the user wanted none after all. */
  save(ids: readonly string[]): Promise<{ readonly name: string; readonly size: number } | null>;
  /** The id of the job that packs; null while none does. */
  readonly job: ShallowRef<string | null>;
  readonly progress: ShallowRef<JobProgress | null>;
  cancel(): void;
}

type Target = Pick<RequestOf<'history.bundle'>, 'path' | 'replace'>;

/** Keeps sweeps as a bundle: as a file of the browser, or by the system's dialog on the desktop where it is too large for that. */
export function useBundleExport(): BundleExport {
  const engine = useEngine();
  const job = shallowRef<string | null>(null);
  const progress = useJobProgress(engine, job);

  async function pack(ids: readonly string[], target: Target = {}): Promise<ResponseOf<'history.bundle'>> {
    job.value = newJobId();
    progress.value = null;
    try {
      return await engine.call('history.bundle', { job: job.value, ids: [...ids], ...target });
    } finally {
      job.value = null;
    }
  }

  async function save(ids: readonly string[]): ReturnType<BundleExport['save']> {
    try {
      const { name, bytes, size } = await pack(ids);
      if (bytes !== null) saveFile(name, new Blob([bytes], { type: 'application/zip' }));
      return { name, size };
    } catch (error) {
      if (error instanceof CancelledError) return null;
      const shell = window.gapscopeShell;
      if (shell === undefined || !(error instanceof ExpectedError) || error.code !== 'too-large') throw error;
      const path = await shell.chooseTarget({ kind: 'bundle', name: 'sweeps.gapscope-sweep.zip' });
      return path === null ? null : await pack(ids, { path, replace: true });
    }
  }

  return {
    save,
    job,
    progress,
    cancel() {
      if (job.value !== null) void engine.call('job.cancel', { job: job.value }).catch(() => undefined);
    },
  };
}
