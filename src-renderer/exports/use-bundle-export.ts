import { ExpectedError } from '#core/errors';
import { useEngine } from '../client/use-engine';
import { newJobId } from '../composables/use-job';
import { saveFile } from '../composables/save-file';

/** Keeps sweeps as a bundle: as a file of the browser, or by the system's dialog on the desktop where it is too large for that. */
export function useBundleExport(): (ids: readonly string[]) => Promise<void> {
  const engine = useEngine();
  return async (ids) => {
    try {
      const { name, bytes } = await engine.call('history.bundle', { job: newJobId(), ids: [...ids] });
      if (bytes !== null) saveFile(name, new Blob([bytes], { type: 'application/zip' }));
    } catch (error) {
      const shell = window.gapscopeShell;
      if (shell === undefined || !(error instanceof ExpectedError) || error.code !== 'too-large') throw error;
      const path = await shell.chooseTarget({ kind: 'bundle', name: 'sweeps.gapscope-sweep.zip' });
      if (path !== null) await engine.call('history.bundle', { job: newJobId(), ids: [...ids], path, replace: true });
    }
  };
}
