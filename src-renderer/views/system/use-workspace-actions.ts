import { useQueryClient } from '@tanstack/vue-query';
import { useMessage } from 'naive-ui';
import { shallowRef, type ShallowRef } from 'vue';
import { fileName } from '../../app/files/file-kind';
import { errorLine } from '../../client/errors';
import { useEngine } from '../../client/use-engine';
import { saveFile } from '../../composables/save-file';
import { newJobId, useJobProgress, type JobProgress } from '../../composables/use-job';
import { formatBytes, formatCount } from '../../formatting/number';

/** What is done with a workspace as a whole; one thing at a time. */
export interface WorkspaceActions {
  /** What is being done; null where nothing is. */
  readonly working: ShallowRef<string | null>;
  readonly progress: ShallowRef<JobProgress | null>;
  /** What the check found; null before it. */
  readonly found: ShallowRef<readonly string[] | null>;
  open(path: string, manner?: { readonly create?: boolean; readonly readOnly?: boolean }): Promise<void>;
  check(): Promise<void>;
  /** By the system's dialog on the desktop; to a path on the server's machine elsewhere. */
  backUp(name: string, path?: string): Promise<void>;
  download(): Promise<void>;
  compact(): Promise<void>;
  forget(path: string): Promise<void>;
}

export function useWorkspaceActions(): WorkspaceActions {
  const engine = useEngine();
  const cache = useQueryClient();
  const messages = useMessage();
  const working = shallowRef<string | null>(null);
  const found = shallowRef<readonly string[] | null>(null);
  const job = shallowRef<string | null>(null);
  const progress = useJobProgress(engine, job);

  async function attempt(what: string, act: (job: string) => Promise<void>): Promise<void> {
    if (working.value !== null) return;
    working.value = what;
    job.value = newJobId();
    progress.value = null;
    try {
      await act(job.value);
    } catch (error) {
      const line = errorLine(error);
      if (line !== null) messages.error(line);
    } finally {
      working.value = null;
      job.value = null;
    }
  }

  return {
    working,
    progress,
    found,
    open: (path, { create = false, readOnly = false } = {}) =>
      attempt('opening', async () => {
        const report = await engine.call('workspace.open', { path, create, readOnly });
        found.value = null;
        messages.success(`‘${fileName(report.path)}’ is open.`);
      }),
    check: () =>
      attempt('checking', async () => {
        found.value = (await engine.call('history.check', {})).problems;
      }),
    backUp: (name, path) =>
      attempt('backing up', async (id) => {
        const shell = window.gapscopeShell;
        const target = path ?? (await shell?.chooseTarget({ kind: 'workspace', name })) ?? null;
        if (target === null || target === '') return;
        // The system's dialog has asked before it answers with a file that is there.
        const done = await engine.call('workspace.backup', { job: id, path: target, replace: path === undefined });
        messages.success(`Backed up to ${done.path} (${formatBytes(done.bytes)}).`);
      }),
    download: () =>
      attempt('backing up', async (id) => {
        const { name, bytes } = await engine.call('workspace.download', { job: id });
        saveFile(name, new Blob([bytes], { type: 'application/octet-stream' }));
      }),
    compact: () =>
      attempt('compacting', async () => {
        const { removedSweeps, bytesBefore, bytesAfter } = await engine.call('workspace.compact', {});
        messages.success(
          `${formatCount(removedSweeps)} deleted ${removedSweeps === 1 ? 'sweep is' : 'sweeps are'} gone for good; ${formatBytes(Math.max(0, bytesBefore - bytesAfter))} given back.`,
        );
      }),
    forget: (path) =>
      attempt('forgetting', async () => {
        await engine.call('workspace.forget', { path });
        await cache.invalidateQueries({ queryKey: ['workspace.recent'] });
      }),
  };
}
