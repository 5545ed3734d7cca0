import { watchDebounced } from '@vueuse/core';
import type { z } from 'zod';

/** Letters that the page's session holds with ease; more is not kept. */
const most = 2_000_000;

/**
 * Keeps something for as long as the window lives, also where its page is loaded again or breaks down.
 * @param key - a name of its own
 * @param schema - checks what was kept: it may be of another version
 * @param read - what is to be kept; plain data
 * @param write - puts back what was kept; called at once where there is something
 */
export function keepForSession<Kept>(
  key: string,
  schema: z.ZodType<Kept>,
  read: () => Kept,
  write: (kept: Kept) => void,
  /** Milliseconds for which it is to have stood still before it is kept: none for what is small and seldom changes. */
  debounce = 200,
): void {
  const name = `gapscope.kept.${key}`;
  const kept = parse(sessionStorage.getItem(name));
  const checked = schema.safeParse(kept);
  if (checked.success) write(checked.data);
  watchDebounced(
    () => JSON.stringify(read()),
    (text) => {
      if (text.length <= most) sessionStorage.setItem(name, text);
      else sessionStorage.removeItem(name);
    },
    { debounce },
  );
}

function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Cut off where the page broke down.
    return undefined;
  }
}
