import type { DataRequest } from '#contract/data';

/** How the command line says which rows of which data are taken. */
export interface DataOptions {
  readonly rows?: number;
  readonly labelsColumn?: string;
  readonly scale: 'none' | 'unit';
  readonly shape?: string;
  readonly seed: number;
}

/** The data that the options ask for. */
export function dataRequestOf(
  source: string,
  { rows, labelsColumn, scale, shape, seed }: DataOptions,
): Omit<DataRequest, 'source'> & { readonly source: string } {
  return {
    ...{ source, scale, seed },
    ...(rows === undefined ? {} : { rows }),
    ...(labelsColumn === undefined ? {} : { labelsColumn }),
    ...(shape === undefined ? {} : { shape }),
  };
}

/** References separated by commas, which may themselves hold commas before digits. */
export function referencesOf(text: string): string[] {
  return text
    .split(/,\s*(?=[a-z])/)
    .map((reference) => reference.trim())
    .filter((reference) => reference !== '');
}
