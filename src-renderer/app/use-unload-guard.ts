import { useEventListener } from '@vueuse/core';
import { useEngine } from '../client/use-engine';

/** In a browser, asks before the page is left while it waits for a result that would be lost. Sweeps go on at the server and are stored there. */
export function useUnloadGuard(): void {
  // On the desktop a page that wants to stay keeps its window open without a word.
  if (window.gapscopeShell !== undefined) return;
  const { awaited } = useEngine();
  useEventListener(window, 'beforeunload', (event: BeforeUnloadEvent) => {
    if (awaited.value > 0) event.preventDefault();
  });
}
