import { shallowRef, type ShallowRef } from 'vue';
import { errorLine } from '../client/errors';
import { useEngine } from '../client/use-engine';

/** The source of a file that the user dropped or chose: its path on the desktop; in a browser it is sent to the server. */
export function useGivenFile(): {
  /** Null where it could not be sent. */
  take(file: File): Promise<string | null>;
  /** The name of the file that is being sent. */
  sending: ShallowRef<string | null>;
  problem: ShallowRef<string | null>;
} {
  const engine = useEngine();
  const sending = shallowRef<string | null>(null);
  const problem = shallowRef<string | null>(null);

  async function take(file: File): Promise<string | null> {
    problem.value = null;
    const path = window.gapscopeShell?.pathForFile(file) ?? '';
    if (path !== '') return path;
    sending.value = file.name;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return (await engine.call('data.upload', { name: file.name, bytes })).source;
    } catch (error) {
      problem.value = `${file.name}: ${errorLine(error) ?? 'cancelled'}`;
      return null;
    } finally {
      sending.value = null;
    }
  }
  return { take, sending, problem };
}
