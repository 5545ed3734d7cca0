import { type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ExpectedError } from '#core/errors';
import type { DataFile } from './define-reader';

export interface ImageFile {
  readonly path: string;
  /** Relative to the folder. */
  readonly name: string;
  /** The subfolder it lies in. */
  readonly label: string | undefined;
}

/**
 * The images of a folder in the order of their names, or of its subfolders where it holds none itself. Links count as what they lead to;
 * one that leads nowhere, or back to the folder, is refused. Hidden files and other formats are passed over.
 */
export async function listImages(folder: DataFile): Promise<readonly ImageFile[]> {
  const { images, folders } = await listFolder(folder.path, folder.name);
  if (images.length > 0) return images.map((name) => ({ path: join(folder.path, name), name, label: undefined }));
  const files: ImageFile[] = [];
  for (const label of folders) {
    const path = join(folder.path, label);
    const inside = await listFolder(path, `${folder.name}/${label}`);
    for (const name of inside.images) files.push({ path: join(path, name), name: `${label}/${name}`, label });
  }
  if (files.length === 0) throw new ExpectedError('malformed-file', `${folder.name}: holds no PNG or JPEG images.`);
  return files;
}

/** Names, in order. */
async function listFolder(path: string, name: string): Promise<{ images: string[]; folders: string[] }> {
  const images: string[] = [];
  const folders: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const kind = entry.isSymbolicLink() ? await linkedKind(path, entry.name, name) : kindOf(entry);
    if (kind === 'folder') folders.push(entry.name);
    if (kind === 'file' && /\.(png|jpe?g)$/i.test(entry.name)) images.push(entry.name);
  }
  return { images: images.sort(), folders: folders.sort() };
}

type Kind = 'file' | 'folder' | undefined;

const kindOf = (entry: Pick<Dirent, 'isFile' | 'isDirectory'>): Kind =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : undefined;

async function linkedKind(folder: string, link: string, name: string): Promise<Kind> {
  const path = join(folder, link);
  try {
    const kind = kindOf(await stat(path));
    if (kind !== 'folder') return kind;
    const [target, from] = await Promise.all([realpath(path), realpath(folder)]);
    if (from !== target && !from.startsWith(target.endsWith(sep) ? target : target + sep)) return kind;
  } catch (cause) {
    const loop = cause instanceof Error && 'code' in cause && cause.code === 'ELOOP';
    throw new ExpectedError(
      'malformed-file',
      `${name}/${link}: is a link that leads ${loop ? 'round in a circle' : 'nowhere'}; expected an image or a folder.`,
      { cause },
    );
  }
  throw new ExpectedError('malformed-file', `${name}/${link}: is a link that leads back to the folder it lies in.`);
}
