import { isAbsolute, join, relative } from 'node:path';

/**
 * The file of `folder` that a URL of the page's origin names; undefined for another origin, a path that leaves the folder, or one that
 * cannot be decoded. The root is index.html.
 */
export function resolvePagePath(folder: string, origin: string, url: string): string | undefined {
  if (!url.startsWith(`${origin}/`)) return undefined;
  const encoded = url.slice(origin.length).replace(/[?#].*$/s, '');
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\')) return undefined;
  const file = join(folder, path === '/' ? 'index.html' : path);
  const inside = relative(folder, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? undefined : file;
}
