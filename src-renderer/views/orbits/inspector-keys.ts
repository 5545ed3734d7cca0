/** What a key press asks of the inspector: to go on by so many points, or to play. Keys that a field, a button or a scrolled panel wants are theirs. */
export function inspectorKey(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'target' | 'defaultPrevented'>,
): number | 'play' | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return null;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target !== null && ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName)) {
    // A checkbox has no use for arrows, but for the space bar.
    if (!(target instanceof HTMLInputElement && target.type === 'checkbox') || event.key === ' ') return null;
  }
  if (event.key === ' ') return target !== null && target.tagName === 'BUTTON' ? null : 'play';
  if (target?.tabIndex === 0 && ['ArrowUp', 'ArrowDown'].includes(event.key) && target.tagName !== 'BUTTON')
    return null;
  return { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] ?? null;
}
