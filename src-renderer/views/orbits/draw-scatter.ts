import type { ChartTheme } from '../../charts/chart-theme';
import { linearTicks } from '../../charts/linear-axis';
import { formatReal } from '../../formatting/number';
import { outlineColour, type DrawnSpace, type MarkColours, type Marks } from './drawn-space';
import { markerSizes, markerSprite } from './marker-sprite';
import type { SetId } from './use-orbit-inspector';
import { toPixels, type Ranges, type Rectangle } from './plot-frame';

/** Room for the axes about the picture. */
export function frameOf(width: number, height: number): Rectangle {
  return { left: 58, top: 12, width: Math.max(10, width - 74), height: Math.max(10, height - 58) };
}

/** Opacity of a set, so that many points show where they are dense. */
function opacityOf(count: number): number {
  return count > 4000 ? 0.45 : count > 1000 ? 0.65 : 0.9;
}

/**
 * Draws the axes, the orbits and the points of a flat picture.
 * @param scale - device pixels a pixel
 */
export function drawScatter(
  context: CanvasRenderingContext2D,
  space: DrawnSpace,
  view: { readonly ranges: Ranges; readonly frame: Rectangle; readonly scale: number },
  theme: ChartTheme,
): void {
  const { ranges, frame, scale } = view;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  drawAxes(context, space.axisNames, ranges, frame, theme);
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.width, frame.height);
  context.clip();
  const place = toPixels(ranges, frame);
  const stampAll = (id: SetId): void => {
    for (const set of space.sets) if (set.id === id) stamp(context, set, place, scale, theme);
  };
  stampAll('test');
  strokeLines(context, space.orbits.lines, place, space.orbitColour, 0.8, 0.4);
  dots(context, space.orbits.copies, place, space.orbitColour, 1.6, 0.5);
  stampAll('outputs');
  strokeLines(context, space.one.lines, place, space.oneColour, 1.6, 0.95);
  dots(context, space.one.copies, place, space.oneColour, 2.6, 0.95);
  stampAll('training');
  context.restore();
}

/** Draws what is marked: a ring about the chosen point, a square where its training point is brought, a disc where the sliders bring it. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  marks: Marks,
  view: { readonly ranges: Ranges; readonly frame: Rectangle; readonly scale: number },
  colours: MarkColours,
): void {
  const { ranges, frame, scale } = view;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.width, frame.height);
  context.clip();
  const place = toPixels(ranges, frame);
  const at = (mark: Float32Array | null, draw: (x: number, y: number) => void): void => {
    if (mark !== null) draw(...place(mark[0] ?? 0, mark[1] ?? 0));
  };
  at(marks.aligned, (x, y) => {
    context.strokeStyle = colours.chosen;
    context.lineWidth = 1.5;
    context.strokeRect(x - 6, y - 6, 12, 12);
  });
  at(marks.chosen, (x, y) => {
    context.strokeStyle = colours.chosen;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.stroke();
  });
  at(marks.moved, (x, y) => {
    context.fillStyle = colours.moved;
    context.strokeStyle = colours.outline;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(x, y, 5.5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
  context.restore();
}

type Place = (px: number, py: number) => [number, number];

function stamp(
  context: CanvasRenderingContext2D,
  { positions, colour, marker }: DrawnSpace['sets'][number],
  place: Place,
  scale: number,
  theme: ChartTheme,
): void {
  const sprite = markerSprite(marker, colour, outlineColour(theme), scale);
  const size = markerSizes[marker];
  context.globalAlpha = marker === 'diamond' ? 1 : opacityOf(positions.length / 2);
  for (let i = 0; i + 1 < positions.length; i += 2) {
    const [x, y] = place(positions[i] as number, positions[i + 1] as number);
    context.drawImage(sprite, x - size / 2, y - size / 2, size, size);
  }
  context.globalAlpha = 1;
}

function strokeLines(
  context: CanvasRenderingContext2D,
  lines: readonly Float32Array[],
  place: Place,
  colour: string,
  width: number,
  opacity: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.globalAlpha = opacity;
  for (const line of lines) {
    context.beginPath();
    for (let i = 0; i + 1 < line.length; i += 2) context.lineTo(...place(line[i] as number, line[i + 1] as number));
    context.stroke();
  }
  context.globalAlpha = 1;
}

function dots(
  context: CanvasRenderingContext2D,
  points: Float32Array,
  place: Place,
  colour: string,
  radius: number,
  opacity: number,
): void {
  context.fillStyle = colour;
  context.globalAlpha = opacity;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = place(points[i] as number, points[i + 1] as number);
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  }
  context.globalAlpha = 1;
}

function drawAxes(
  context: CanvasRenderingContext2D,
  names: readonly string[],
  ranges: Ranges,
  frame: Rectangle,
  theme: ChartTheme,
): void {
  const place = toPixels(ranges, frame);
  const bottom = frame.top + frame.height;
  context.font = `${theme.fontSize}px ${theme.font}`;
  context.lineWidth = 1;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of linearTicks(...ranges.x, Math.max(2, frame.width / 90))) {
    const [x] = place(tick, 0);
    context.strokeStyle = theme.grid;
    line(context, x, frame.top, x, bottom);
    context.strokeStyle = theme.axis;
    line(context, x, bottom, x, bottom + 4);
    context.fillStyle = theme.muted;
    context.fillText(formatReal(tick), x, bottom + 7);
  }
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of linearTicks(...ranges.y, Math.max(2, frame.height / 60))) {
    const [, y] = place(0, tick);
    context.strokeStyle = theme.grid;
    line(context, frame.left, y, frame.left + frame.width, y);
    context.strokeStyle = theme.axis;
    line(context, frame.left - 4, y, frame.left, y);
    context.fillStyle = theme.muted;
    context.fillText(formatReal(tick), frame.left - 7, y);
  }
  context.strokeStyle = theme.axis;
  context.strokeRect(frame.left, frame.top, frame.width, frame.height);
  context.fillStyle = theme.text;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillText(names[0] ?? '', frame.left + frame.width / 2, bottom + 42);
  context.save();
  context.translate(13, frame.top + frame.height / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = 'middle';
  context.fillText(names[1] ?? '', 0, 0);
  context.restore();
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
