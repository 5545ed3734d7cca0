/** What a file is to Gapscope. */
export type FileKind = 'workspace' | 'bundle' | 'json' | 'data';

/** By its name: whatever is nothing of ours is taken for data, whose reader says what it does not understand. */
export function fileKind(name: string): FileKind {
  const extension = /\.([^./\\]*)$/.exec(name.toLowerCase())?.[1] ?? '';
  if (extension === 'gapscope') return 'workspace';
  if (extension === 'zip') return 'bundle';
  return extension === 'json' ? 'json' : 'data';
}

/** The last part of a path of any system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
