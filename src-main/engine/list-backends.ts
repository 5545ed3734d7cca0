const separator = ', ';

/** The backends that computed a sweep, as its summary lists them, with those of `more`; `auto` until one is known. */
export function listBackends(listed: string, more: string): string {
  const known = new Set([listed, more].flatMap((text) => text.split(separator)).filter((id) => id !== 'auto'));
  return known.size === 0 ? listed : [...known].join(separator);
}
