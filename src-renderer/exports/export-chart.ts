import { init } from '../charts/echarts';
import type { ChartTheme } from '../charts/chart-theme';
import { publicationTheme } from '../charts/chart-theme';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { withPlainNumbers } from '../formatting/number-language';
import { inPixels, pointsInPixels, type ExportSize } from './export-size';
import { alphabeticBaselines } from './alphabetic-baselines';
import { escapeXml } from './escape-xml';

/** A chart as a pure function of its theme and its size in pixels. */
export type ChartFunction = (theme: ChartTheme, width: number, height: number) => EChartsOption;

/** What is drawn to a file. */
export interface Figure {
  readonly chart: ChartFunction;
  readonly size: ExportSize;
  /** A line above the chart; none where empty. */
  readonly title: string;
}

interface Frame {
  readonly theme: ChartTheme;
  /** Pixels of 1/96 inch. */
  readonly width: number;
  readonly height: number;
  readonly titleHeight: number;
  readonly titleSize: number;
}

function frameOf({ size, title }: Figure): Frame {
  const theme = publicationTheme(pointsInPixels(size.fontPoints));
  const titleSize = theme.fontSize * 1.15;
  return {
    theme,
    width: inPixels(size.width),
    height: inPixels(size.height),
    titleSize,
    titleHeight: title === '' ? 0 : Math.ceil(titleSize * 1.9),
  };
}

/** A figure as an SVG document of its size, its words as text. */
export function chartSvg(figure: Figure): string {
  const { theme, width, height, titleHeight, titleSize } = frameOf(figure);
  const room = height - titleHeight;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: room });
  try {
    const drawn = withPlainNumbers(() => {
      chart.setOption(figure.chart(theme, width, room));
      return chart.renderToSVGString();
    });
    const inside = alphabeticBaselines(drawn)
      .replace(/^<svg[^>]*>/, '')
      .replace(/<\/svg>\s*$/, '');
    const title =
      titleHeight === 0
        ? ''
        : `<text x="${width / 2}" y="${Math.round(titleSize * 1.35)}" text-anchor="middle" fill="${theme.text}" style="font-size:${titleSize}px;font-family:${theme.font};">${escapeXml(figure.title)}</text>\n`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="${figure.size.width}mm" height="${figure.size.height}mm" viewBox="0 0 ${width} ${height}">\n`,
      `<rect width="${width}" height="${height}" fill="${theme.background}"/>\n${title}`,
      `<g transform="translate(0 ${titleHeight})">\n${inside}\n</g>\n</svg>\n`,
    ].join('');
  } finally {
    chart.dispose();
  }
}

/** A figure as a PNG picture with so many dots a pixel of 1/96 inch. */
export async function chartPng(figure: Figure, scale: 2 | 4): Promise<Blob> {
  const { theme, width, height, titleHeight, titleSize } = frameOf(figure);
  const room = height - titleHeight;
  const chart = init(document.createElement('div'), null, {
    renderer: 'canvas',
    devicePixelRatio: scale,
    width,
    height: room,
  });
  try {
    const drawn = withPlainNumbers(() => {
      chart.setOption(figure.chart(theme, width, room));
      return chart.renderToCanvas({ pixelRatio: scale });
    });
    const canvas = document.createElement('canvas');
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('The picture could not be drawn.');
    context.fillStyle = theme.background;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(drawn, 0, titleHeight * scale);
    if (titleHeight > 0) {
      context.fillStyle = theme.text;
      context.font = `${titleSize * scale}px ${theme.font}`;
      context.textAlign = 'center';
      context.fillText(figure.title, canvas.width / 2, Math.round(titleSize * 1.35) * scale);
    }
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob === null ? reject(new Error('The picture could not be made.')) : resolve(blob)),
        'image/png',
      );
    });
  } finally {
    chart.dispose();
  }
}
