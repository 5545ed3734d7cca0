/** Figures as a file of text. */
export interface DataExport {
  readonly format: 'CSV' | 'JSON' | 'LaTeX';
  /** What is in it, in a few words. */
  readonly hint: string;
  readonly text: () => string | Promise<string>;
}

const kinds = {
  CSV: { ending: 'csv', mediaType: 'text/csv;charset=utf-8' },
  JSON: { ending: 'json', mediaType: 'application/json' },
  LaTeX: { ending: 'tex', mediaType: 'application/x-tex;charset=utf-8' },
} as const;

/** The file of figures. */
export async function dataFile(data: DataExport): Promise<{ readonly ending: string; readonly content: Blob }> {
  const { ending, mediaType } = kinds[data.format];
  return { ending, content: new Blob([await data.text()], { type: mediaType }) };
}
