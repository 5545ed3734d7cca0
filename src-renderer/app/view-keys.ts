import { useEventListener } from '@vueuse/core';
import { useRouter } from 'vue-router';
import { appViews } from './views';

/** Which view a key press asks for: a number alone outside fields, or Alt with a number anywhere. */
export function viewOfKey(
  event: Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'target'>,
): string | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit === undefined || event.ctrlKey || event.metaKey) return null;
  if (!event.altKey && isField(event.target)) return null;
  return appViews[Number(digit) - 1]?.path ?? null;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.role === 'slider')
  );
}

/** Number keys switch views. */
export function useViewKeys(): void {
  const router = useRouter();
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const path = viewOfKey(event);
    if (path === null) return;
    event.preventDefault();
    void router.push(path);
  });
}
