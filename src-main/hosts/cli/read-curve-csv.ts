import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { UsageError } from './usage-error';

/** One row of a curve that was measured elsewhere. */
export interface MeasuredGap {
  readonly n: number;
  readonly gap: number;
  readonly standardError: number | undefined;
  readonly replicate: string | undefined;
}

const known = ['n', 'gap', 'standardError', 'replicate'] as const;

/** Reads a table with the columns n, gap and optionally standardError and replicate. Throws a UsageError that names the line. */
export async function readCurveCsv(path: string): Promise<readonly MeasuredGap[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`${path}: there is no such file, or it may not be read.`);
  });
  return parseCurveCsv(text, path);
}

/** The same from the text itself. */
export function parseCurveCsv(text: string, name: string): readonly MeasuredGap[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, '').trimEnd());
  const heads = data[0]?.map((head) => head.trim()) ?? [];
  const unknown = heads.filter((head) => !known.some((column) => column === head));
  if (!heads.includes('n') || !heads.includes('gap') || unknown.length > 0 || new Set(heads).size < heads.length)
    throw new UsageError(
      `${name}, line 1: the columns are '${heads.join(',')}'; expected n, gap and optionally standardError and replicate.`,
    );
  const lines = new Map<string, number>();
  return data.slice(1).flatMap((row, i) => {
    if (row.length === 1 && row[0] === '') return [];
    const line = i + 2;
    const where = `${name}, line ${String(line)}`;
    const measured = readRow(row, heads, where);
    if (measured.replicate === undefined) return [measured];
    const key = `n = ${String(measured.n)}, replicate '${measured.replicate}'`;
    const first = lines.get(key);
    if (first !== undefined)
      throw new UsageError(`${where}: ${key} stands in line ${String(first)} already; expected each replicate once.`);
    lines.set(key, line);
    return [measured];
  });
}

function readRow(row: readonly string[], heads: readonly string[], where: string): MeasuredGap {
  if (row.length !== heads.length)
    throw new UsageError(`${where}: has ${String(row.length)} cells; expected ${String(heads.length)}.`);
  const cell = (column: (typeof known)[number]): string | undefined => row[heads.indexOf(column)]?.trim();
  const number = (column: (typeof known)[number], minimum: number): number => {
    const content = cell(column) ?? '';
    const value = Number(content);
    if (content === '' || !Number.isFinite(value) || value < minimum)
      throw new UsageError(`${where}: ${column} is '${content}'; expected a number of at least ${String(minimum)}.`);
    return value;
  };
  return {
    n: number('n', 1),
    gap: number('gap', 0),
    standardError: heads.includes('standardError') ? number('standardError', 0) : undefined,
    replicate: cell('replicate'),
  };
}
