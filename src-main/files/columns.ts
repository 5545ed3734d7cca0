import { ExpectedError } from '#core/errors';

/** The columns of a table: those that are coordinates, and the one of labels. */
export interface Columns {
  readonly names: readonly string[];
  readonly coordinates: readonly number[];
  readonly labels: number | undefined;
}

/** Finds the labels column by its name, or by its index from 0 where no column has that name. */
export function chooseColumns(names: readonly string[], labelsColumn: string | undefined, fileName: string): Columns {
  const labels = labelsColumn === undefined ? undefined : findColumn(names, labelsColumn, fileName);
  const coordinates = Array.from(names.keys()).filter((column) => column !== labels);
  if (coordinates.length === 0)
    throw new ExpectedError('malformed-file', `${fileName}: has no columns of numbers besides the labels.`);
  return { names, coordinates, labels };
}

function findColumn(names: readonly string[], wanted: string, fileName: string): number {
  const named = names.indexOf(wanted);
  if (named >= 0) return named;
  const index = /^\d{1,9}$/.test(wanted) ? Number(wanted) : -1;
  if (index >= 0 && index < names.length) return index;
  const shown = names.length > 20 ? `${names.slice(0, 20).join(', ')}, …` : names.join(', ');
  throw new ExpectedError(
    'invalid-input',
    `${fileName}: has no column '${wanted}'; expected an index below ${names.length} or one of ${shown}.`,
  );
}
