import { shallowRef } from 'vue';
import { useEngine } from '../../client/use-engine';
import { saveFile } from '../../composables/save-file';

/** Runs asked for at once: what takes a fraction of a second. */
const chunk = 2000;

/** Writes runs to a CSV file, a piece at a time, so that it can be watched and stopped. */
export function useCsvExport() {
  const engine = useEngine();
  const progress = shallowRef<{ done: number; total: number } | null>(null);

  /** Rises with each export and each stop, so that a stopped one does not go on with the next. */
  let current = 0;

  async function save(keys: Int32Array<ArrayBuffer>): Promise<void> {
    const mine = ++current;
    const parts: string[] = [];
    progress.value = { done: 0, total: keys.length };
    try {
      for (let from = 0; from < keys.length; from += chunk) {
        const { text } = await engine.call('runs.csv', { keys: keys.slice(from, from + chunk), header: from === 0 });
        parts.push(text);
        if (mine !== current) return;
        progress.value = { done: Math.min(from + chunk, keys.length), total: keys.length };
      }
      saveFile('runs.csv', new Blob(parts, { type: 'text/csv' }));
    } finally {
      if (mine === current) progress.value = null;
    }
  }

  function stop(): void {
    current++;
    progress.value = null;
  }

  return { progress, save, stop };
}
