/** Figures as a file of text. */
export interface TextExport {
  readonly format: 'CSV' | 'JSON' | 'LaTeX';
  /** What is in it, in a few words. */
  readonly hint: string;
  readonly text: () => string | Promise<string>;
}

/** What is kept by a way of its own. */
export interface OwnExport {
  readonly format: string;
  readonly hint: string;
  readonly save: () => Promise<void>;
}

export type DataExport = TextExport | OwnExport;

const kinds = {
  CSV: { ending: 'csv', mediaType: 'text/csv;charset=utf-8' },
  JSON: { ending: 'json', mediaType: 'application/json' },
  LaTeX: { ending: 'tex', mediaType: 'application/x-tex;charset=utf-8' },
} as const;

/** The file of figures. */
export async function dataFile(data: TextExport): Promise<{ readonly ending: string; readonly content: Blob }> {
  const { ending, mediaType } = kinds[data.format];
  return { ending, content: new Blob([await data.text()], { type: mediaType }) };
}
