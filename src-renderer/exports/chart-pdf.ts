import { jsPDF } from 'jspdf';
import 'svg2pdf.js';
import { chartSvg, type Figure } from './export-chart';
import { loadPublicationFont, publicationFamily } from './publication-font';

const pointsAMillimetre = 72 / 25.4;
const file = 'figure.ttf';

/** A figure as a PDF page of its size: vectors, with the letters that it needs of its font inside. */
export async function chartPdf(figure: Figure): Promise<Blob> {
  const font = await loadPublicationFont();
  const width = figure.size.width * pointsAMillimetre;
  const height = figure.size.height * pointsAMillimetre;
  const pdf = new jsPDF({
    unit: 'pt',
    format: [width, height],
    orientation: width > height ? 'landscape' : 'portrait',
    compress: true,
    putOnlyUsedFonts: true,
  });
  pdf.addFileToVFS(file, base64(font));
  // One face for all: a style that is not there would be set in a font that is not embedded and lacks most signs.
  for (const style of ['normal', 'bold', 'italic', 'bolditalic']) pdf.addFont(file, publicationFamily, style);
  pdf.setProperties({ title: figure.title, creator: 'Gapscope' });
  const { documentElement: svg } = new DOMParser().parseFromString(chartSvg(figure), 'image/svg+xml');
  await pdf.svg(svg, { x: 0, y: 0, width, height });
  return pdf.output('blob');
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 0x8000)
    parts.push(String.fromCharCode(...bytes.subarray(from, from + 0x8000)));
  return btoa(parts.join(''));
}
