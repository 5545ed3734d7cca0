import type { Marker } from './drawn-space';

/** Pixels of a marker's picture at one device pixel a pixel. */
export const markerSizes: Readonly<Record<Marker, number>> = { diamond: 10, disc: 6, cross: 7 };

/** A marker as a small picture, drawn once and then stamped. */
export function markerSprite(marker: Marker, colour: string, outline: string, scale: number): HTMLCanvasElement {
  const size = markerSizes[marker] * scale;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(size);
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const middle = canvas.width / 2;
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 1.4 * scale;
  context.beginPath();
  if (marker === 'disc') {
    context.arc(middle, middle, size / 2 - scale, 0, 2 * Math.PI);
    context.fill();
  } else if (marker === 'cross') {
    const arm = size / 2 - scale;
    context.moveTo(middle - arm, middle - arm);
    context.lineTo(middle + arm, middle + arm);
    context.moveTo(middle + arm, middle - arm);
    context.lineTo(middle - arm, middle + arm);
    context.stroke();
  } else {
    const arm = size / 2 - scale;
    context.moveTo(middle, middle - arm);
    context.lineTo(middle + arm, middle);
    context.lineTo(middle, middle + arm);
    context.lineTo(middle - arm, middle);
    context.closePath();
    context.fill();
    context.strokeStyle = outline;
    context.lineWidth = scale;
    context.stroke();
  }
  return canvas;
}

/** An outline about a point. */
export function ringSprite(colour: string, shape: 'circle' | 'square', scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(20 * scale);
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.strokeStyle = colour;
  context.lineWidth = 2.2 * scale;
  const middle = canvas.width / 2;
  context.beginPath();
  if (shape === 'circle') context.arc(middle, middle, middle - 2 * scale, 0, 2 * Math.PI);
  else context.rect(2 * scale, 2 * scale, canvas.width - 4 * scale, canvas.width - 4 * scale);
  context.stroke();
  return canvas;
}
