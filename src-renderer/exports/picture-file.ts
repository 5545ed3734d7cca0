import { chartPng, chartSvg, type Figure } from './export-chart';
import { loadPublicationFont } from './publication-font';

export type PictureFormat = 'png2' | 'png4' | 'svg' | 'pdf';

/** A figure as a file of that format. */
export async function pictureFile(
  figure: Figure,
  format: PictureFormat,
): Promise<{ readonly ending: string; readonly content: Blob }> {
  // Words are measured as they will be set.
  await loadPublicationFont();
  switch (format) {
    case 'svg':
      return { ending: 'svg', content: new Blob([chartSvg(figure)], { type: 'image/svg+xml' }) };
    case 'pdf': {
      const { chartPdf } = await import('./chart-pdf');
      return { ending: 'pdf', content: await chartPdf(figure) };
    }
    case 'png2':
      return { ending: 'png', content: await chartPng(figure, 2) };
    case 'png4':
      return { ending: 'png', content: await chartPng(figure, 4) };
  }
}
