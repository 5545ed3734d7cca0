import type { EChartsOption } from 'echarts/types/dist/shared';
import { init } from './echarts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A chart as an SVG document. */
export function chartSvg(option: EChartsOption, { width, height }: Size): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** A chart as a PNG picture with two pixels a point. */
export async function chartPng(option: EChartsOption, { width, height }: Size): Promise<Blob> {
  const holder = document.createElement('div');
  const chart = init(holder, null, { renderer: 'canvas', devicePixelRatio: 2, width, height });
  try {
    chart.setOption(option);
    const canvas = chart.renderToCanvas({ pixelRatio: 2 });
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
