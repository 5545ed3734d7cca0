import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DataRequest } from '#contract/data';
import { ExpectedError } from '#core/errors';
import type { Points } from '#core/mathematics/points';
import type { Layout } from '#core/spaces/layout';
import type { Work } from '#core/work';
import { chooseRows } from './choose-rows';
import type { DataFile, ReadOptions, Table } from './define-reader';
import { readers } from './readers';
import { readSample } from './samples';
import { expectFinite, scaleToUnit, withShape } from './table';
import { sampleTask } from './task-points';

export interface OpenedData {
  readonly points: Points;
  readonly layout: Layout;
  readonly summary: { readonly source: string; readonly available: number };
  /** One a point, where the source has them. */
  readonly labels?: readonly string[];
}

/**
 * The points that a request names: of a file or folder, of a sample that ships (`sample:mnist`), or fresh ones of a task (`task:torus?dimension=2`).
 * Rows are drawn without replacement from the seed. Throws an ExpectedError that says what is wrong, where, and what was expected.
 */
export async function openData(request: DataRequest, work: Work): Promise<OpenedData> {
  const { source } = request;
  const table = await readSource(request, work);
  await expectFinite(table, source, work);
  if (request.scale === 'unit') {
    await scaleToUnit(table, source, work);
    await expectFinite(table, source, work);
  }
  const { points, layout, available, labels } = withShape(table, request.shape, source);
  return { points, layout, summary: { source, available }, ...(labels === undefined ? {} : { labels }) };
}

async function readSource({ source, rows, seed, labelsColumn }: DataRequest, work: Work): Promise<Table> {
  const [, kind, rest = ''] = /^(sample|task):(.*)$/s.exec(source) ?? [];
  if (kind !== undefined && labelsColumn !== undefined)
    throw new ExpectedError('does-not-fit', `${source}: has no columns to take labels from.`);
  if (kind === 'task') return sampleTask(rest, rows, seed);
  const options: ReadOptions = {
    chooseRows: (available) => chooseRows(available, rows, seed, source),
    takesAll: rows === undefined,
    labelsColumn,
    work,
  };
  return kind === 'sample' ? readSample(rest, options) : readFile(await findFile(source), options);
}

/** The file or folder of a path, or of `archive.npz:member`; a member's name can hold slashes. */
async function findFile(source: string): Promise<DataFile> {
  const whole = await fileAt(source, undefined);
  if (whole !== undefined) return whole;
  const [, archive, member] = /^(.+?\.npz):(.+)$/is.exec(source) ?? [];
  const file = archive === undefined ? undefined : await fileAt(archive, member);
  if (file !== undefined) return file;
  throw new ExpectedError('not-found', `${archive ?? source}: there is no such file or folder, or it may not be read.`);
}

async function fileAt(path: string, member: string | undefined): Promise<DataFile | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isFile() && !found.isDirectory())
    throw new ExpectedError('not-found', `${path}: is neither a file nor a folder.`);
  return { path, name: basename(path), kind: found.isFile() ? 'file' : 'folder', member };
}

async function readFile(file: DataFile, options: ReadOptions): Promise<Table> {
  const reader = readers.find((candidate) => candidate.accepts(file));
  if (reader === undefined)
    throw new ExpectedError(
      'malformed-file',
      `${file.name}: is of no known format; expected one of: ${readers.map((known) => known.label).join('; ')}.`,
    );
  try {
    return await reader.read(file, options);
  } catch (error) {
    // The disk or the rights to it, not the program.
    if (error instanceof Error && 'syscall' in error)
      throw new ExpectedError('unavailable', `${file.name}: cannot be read (${error.message}).`, { cause: error });
    throw error;
  }
}
