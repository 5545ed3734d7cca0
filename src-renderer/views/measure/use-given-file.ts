import { shallowRef, type ShallowRef } from 'vue';
import { errorLine } from '../../client/errors';
import { useEngine } from '../../client/use-engine';
import { useMeasureStore } from './measure-store';

/** Takes a file that the user dropped or chose as the data to measure: by its path on the desktop, by sending it in a browser. */
export function useGivenFile(): {
  take(file: File): Promise<void>;
  sending: ShallowRef<boolean>;
  problem: ShallowRef<string | null>;
} {
  const engine = useEngine();
  const store = useMeasureStore();
  const sending = shallowRef(false);
  const problem = shallowRef<string | null>(null);

  async function take(file: File): Promise<void> {
    problem.value = null;
    store.form.kind = 'file';
    const path = window.gapscopeShell?.pathForFile(file) ?? '';
    if (path !== '') {
      store.form.path = path;
      return;
    }
    sending.value = true;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      store.form.path = (await engine.call('data.upload', { name: file.name, bytes })).source;
    } catch (error) {
      problem.value = `${file.name}: ${errorLine(error) ?? 'cancelled'}`;
    } finally {
      sending.value = false;
    }
  }
  return { take, sending, problem };
}
